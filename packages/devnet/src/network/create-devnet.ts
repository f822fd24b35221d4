import { type IpfsServer, startIpfsServer } from '@aichain/ipfs-server'
import type { Cid } from '@aichain/sdk'
import { machineTime } from '../chain/chain-clock.js'
import { type Connection, connect } from '../chain/connect.js'
import { type Foundation, layFoundation } from '../chain/foundation.js'
import { type ChainProcess, chainId, startChain } from '../chain/start-chain.js'
import { beginningOfChain, takePlaces } from '../chain/take-places.js'
import {
  accountsInAll,
  devnetAccount,
  testAccount,
  userAccounts,
} from '../chain/test-accounts.js'
import { ChainEndedError } from '../errors/chain-process.js'
import { findModels } from '../model/find-models.js'
import { type NodesParameters, startNodes } from '../nodes/start-nodes.js'
import { checkOptions } from '../settings/check-options.js'
import type {
  DevnetOptions,
  DevnetSettings,
} from '../settings/devnet-options.js'
import { type StageRunner, stageRunner } from '../settings/devnet-progress.js'
import { epochOf } from '../settings/protocol-parameters.js'
import { refuse, whole } from '../settings/rules.js'
import { modelOfNode } from '../settings/split-nodes.js'
import { checkRecord } from '../state/check-record.js'
import { openStateFolder, type StateFolder } from '../state/state-folder.js'
import { nameDiskFull } from '../support/name-disk-full.js'
import { type UndoStack, undoStack } from '../support/undo-stack.js'
import type { Devnet } from './devnet.js'

/**
 * Starts a whole network on this machine: chain, IPFS, contracts, a model and
 * the nodes that run it. Real parts throughout; only the money is play money.
 *
 * It takes seconds, listens on 127.0.0.1 only, and leaves neither a process nor a
 * file behind, even if this process is killed. Aborting `signal` gives a start up.
 *
 * Errors: `InvalidArgumentError`, `AnvilMissingError`, `PortBusyError`,
 * `AddressRefusedError`, `ChainStartError`, `DiskFullError`,
 * `StorageFailedError`, `StateFolderBusyError`, `StateFolderMismatchError`,
 * `StateFolderCorruptError`, `NodeStartError`, and those of
 * `ModelPublisher.publish`.
 *
 * @example
 * ```ts
 * import { createDevnet } from '@aichain/devnet'
 *
 * const devnet = await createDevnet({ nodes: 3, faults: { liar: 1 } })
 * try {
 *   console.log(devnet.rpcUrl, devnet.ipfs.gatewayUrl, devnet.model)
 * } finally {
 *   await devnet.stop()
 * }
 * ```
 */
export async function createDevnet(
  options: DevnetOptions = {},
): Promise<Devnet> {
  const settings = checkOptions(options)
  settings.signal?.throwIfAborted()
  const undo = undoStack()
  const state = await openStateFolder(settings.stateFolder)
  undo.add(state.release)
  let storageFailure: Error | undefined
  try {
    checkRecord(state, settings)
    return await build(settings, state, undo, (failure) => {
      storageFailure = failure
    })
  } catch (error) {
    await undo.run()
    throw nameDiskFull(error, state.path, storageFailure)
  }
}

async function build(
  settings: DevnetSettings,
  state: StateFolder,
  undo: UndoStack,
  onStorageFailure: (error: Error) => void,
): Promise<Devnet> {
  const stage = stageRunner(settings.onProgress)
  const chain = await startAnvil(settings, state, stage)
  undo.add(chain.stop)
  const ipfs = await startIpfs(settings, state, stage, onStorageFailure)
  undo.add(ipfs.stop)
  const foundation = await stage(
    'contracts',
    (note) => layFoundation({ settings, state, chain, note }),
    ({ record }) => record.deployment.consensus,
  )
  const models = await stage(
    'model',
    (note) => findModels({ settings, state, foundation, ipfs, note }),
    (found) => found.join(', '),
  )
  const served = Array.from(
    { length: settings.nodes },
    (_, node) => models[modelOfNode(node, models.length)] as Cid,
  )
  await stage(
    'places',
    (note) =>
      takePlaces({
        ...settings,
        foundation,
        served,
        isInPast: isNew(state),
        note,
      }),
    () => `${served.length} places`,
  )
  const network = { settings, state, foundation, served, chain, ipfs, undo }
  const started = await start(network, stage)
  return assemble({ ...network, ...started, models })
}

type Ready = Omit<NodesParameters, 'connection' | 'note'>

/** Starts the nodes of a network that is ready for them. */
async function start(network: Ready, stage: StageRunner) {
  const { settings, chain, undo } = network
  const connection = connect({ ...chain, blockTime: settings.blockTime })
  undo.add(connection.close)
  // Nothing of ours may keep knocking at a chain that is gone.
  void chain.ended.then(connection.close)
  const nodes = await stage(
    'nodes',
    (note) => startNodes({ ...network, connection, note }),
    (started) => `${started.length} seats`,
  )
  return { connection, nodes }
}

/** A new chain begins in the past, so that places count when the network is ready. */
function isNew({ record }: StateFolder): boolean {
  return record === undefined
}

function startAnvil(
  { blockTime, ports = {}, protocol, signal }: DevnetSettings,
  state: StateFolder,
  stage: StageRunner,
): Promise<ChainProcess> {
  const options = {
    blockTime,
    port: ports.chain ?? 0,
    beginsAt: isNew(state)
      ? beginningOfChain(machineTime(), epochOf(protocol))
      : undefined,
    accounts: accountsInAll,
    stateFile: state.chainFile,
    temporaryFolder: state.isTemporary ? state.path : undefined,
    signal,
  }
  return stage(
    'chain',
    () => startChain(options),
    ({ rpcUrl }) => rpcUrl,
  )
}

function startIpfs(
  { ports = {} }: DevnetSettings,
  state: StateFolder,
  stage: StageRunner,
  onStorageFailure: (error: Error) => void,
): Promise<IpfsServer> {
  const options = {
    folder: state.ipfsFolder,
    rpcPort: ports.ipfsRpc,
    gatewayPort: ports.ipfsGateway,
    onStorageFailure,
  }
  return stage(
    'ipfs',
    () => startIpfsServer(options),
    ({ gatewayUrl }) => gatewayUrl,
  )
}

const userWallet = whole({ least: 0, most: userAccounts - 1 })

function assemble(parts: {
  readonly settings: DevnetSettings
  readonly chain: ChainProcess
  readonly ipfs: IpfsServer
  readonly foundation: Foundation
  readonly models: readonly Cid[]
  readonly connection: Connection
  readonly nodes: Devnet['nodes']
  readonly undo: UndoStack
}): Devnet {
  const { chain, connection, foundation, models, undo } = parts
  const { deployment, parameters } = foundation.record
  let isStopped = false
  const stop = (): Promise<void> => {
    isStopped = true
    return undo.run()
  }
  return {
    rpcUrl: chain.rpcUrl,
    wsUrl: chain.wsUrl,
    chainId,
    chainPid: chain.pid,
    deployment,
    parameters,
    ipfs: parts.ipfs,
    model: models[0] as Cid,
    models,
    committee: parts.settings.committee,
    nodes: parts.nodes,
    accounts: Array.from({ length: userAccounts }, (_, index) =>
      devnetAccount(index),
    ),
    client: () => connection.client,
    wallet: (index = 0) => {
      if (!userWallet.holds(index)) refuse('index', userWallet.expected, index)
      return connection.wallet(testAccount(index))
    },
    over: chain.ended.then((output) =>
      isStopped ? undefined : new ChainEndedError({ output }),
    ),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}
