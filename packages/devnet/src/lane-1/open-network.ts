import { type IpfsServer, startIpfsServer } from '@aichain/ipfs-server'
import type { Chain } from '@aichain/sdk'
import { kuboContentStore } from '@aichain/sdk/kubo'
import { viemChain } from '@aichain/sdk/viem'
import { createTestClient, http } from 'viem'
import { getTransactionReceipt } from 'viem/actions'
import { connect } from '../chain/connect.js'
import { type Foundation, layFoundation } from '../chain/foundation.js'
import { impatientWallet } from '../chain/impatient-wallet.js'
import { type ChainProcess, startChain } from '../chain/start-chain.js'
import { accountsInAll } from '../chain/test-accounts.js'
import { ChainEndedError } from '../errors/chain-process.js'
import { checkOptions } from '../settings/check-options.js'
import type { DevnetSettings } from '../settings/devnet-options.js'
import {
  type DevnetProgress,
  stageRunner,
} from '../settings/devnet-progress.js'
import { openStateFolder } from '../state/state-folder.js'
import { type UndoStack, undoStack } from '../support/undo-stack.js'
import { readBooks } from './books.js'
import { type CourtDoor, courtDoor } from './court-door.js'
import type { LaneOneNetwork, LaneOneNode } from './network.js'
import type { PublishedModel, publishRealModel } from './publish.js'
import { startWaitingNodes } from './start-waiting-nodes.js'

/** A network to play on, until it is stopped. */
export type OpenNetwork = {
  readonly network: LaneOneNetwork
  /** Resolves when the chain ended: with an error, unless `stop` ended it. */
  readonly over: Promise<Error | undefined>
  /** Stops nodes, IPFS and chain, and leaves no process; twice does no harm. */
  readonly stop: () => Promise<void>
}

export type OpenNetworkOptions = {
  readonly nodes: number
  /** Makes the model that all nodes run. */
  readonly publish: typeof publishRealModel
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((event: DevnetProgress) => void) | undefined
}

/** The accounts of the test phrase that play a part. */
const requesterIndex = 0
const reporterIndex = 1

/** Starts a devnet whose nodes compute what they are asked, and wait before they commit. */
export async function openNetwork(
  options: OpenNetworkOptions,
): Promise<OpenNetwork> {
  const { nodes, signal, onProgress } = options
  const settings = checkOptions({ nodes, blockTime: 0.5, signal, onProgress })
  signal?.throwIfAborted()
  const undo = undoStack()
  try {
    return await build(settings, options.publish, undo)
  } catch (error) {
    await undo.run()
    throw error
  }
}

async function build(
  settings: DevnetSettings,
  publish: OpenNetworkOptions['publish'],
  undo: UndoStack,
): Promise<OpenNetwork> {
  const stage = stageRunner(settings.onProgress)
  const { blockTime, signal } = settings
  const state = await openStateFolder(undefined)
  undo.add(state.release)
  const chain = await stage(
    'chain',
    () => startChain({ blockTime, port: 0, accounts: accountsInAll, signal }),
    ({ rpcUrl }) => rpcUrl,
  )
  undo.add(chain.stop)
  const ipfs = await stage(
    'ipfs',
    () => startIpfsServer(),
    ({ gatewayUrl }) => gatewayUrl,
  )
  undo.add(ipfs.stop)
  const foundation = await stage(
    'contracts',
    (note) => layFoundation({ settings, state, chain, note }),
    ({ record }) => record.deployment.consensus,
  )
  const content = kuboContentStore({ url: ipfs.rpcUrl })
  const published = await stage(
    'model',
    (note) => publish({ chain: foundation.operator, content, note, signal }),
    ({ model }) => model,
  )
  const connection = connect({ ...chain, blockTime })
  undo.add(connection.close)
  void chain.ended.then(connection.close)
  const court = courtDoor()
  const parts = { settings, state, ipfs, foundation, published }
  const nodes = await stage(
    'nodes',
    (note) => startWaitingNodes({ ...parts, connection, court, undo, note }),
    (started) => `${started.length} seats`,
  )
  return assemble({ ...parts, chain, court, nodes, undo })
}

function assemble(parts: {
  readonly settings: DevnetSettings
  readonly chain: ChainProcess
  readonly ipfs: IpfsServer
  readonly foundation: Foundation
  readonly published: PublishedModel
  readonly court: CourtDoor
  readonly nodes: readonly LaneOneNode[]
  readonly undo: UndoStack
}): OpenNetwork {
  const { settings, chain, foundation, undo } = parts
  const { deployment, parameters } = foundation.record
  const walletOf = (index: number) =>
    impatientWallet(chain, settings.blockTime, index)
  const client = walletOf(requesterIndex)
  const use = (wallet: typeof client): Chain =>
    viemChain({ client: wallet, wallet, deployment })
  const transport = http(chain.rpcUrl)
  const anvil = createTestClient({ mode: 'anvil', transport })
  const requester = use(client)
  const reporter = use(walletOf(reporterIndex))
  const accounts = [requester.account, reporter.account]
  const ended = new AbortController()
  return {
    network: {
      parameters,
      model: parts.published.model,
      nodes: parts.nodes,
      requester,
      reporter,
      content: kuboContentStore({ url: parts.ipfs.rpcUrl }),
      openCourt: parts.court.open,
      books: () => readBooks(client, requester, accounts),
      mine: () => anvil.mine({ blocks: 1 }),
      gasOf: async (hash) => {
        const { gasUsed } = await getTransactionReceipt(client, { hash })
        return gasUsed
      },
      ended: ended.signal,
    },
    over: chain.ended.then((output) =>
      ended.signal.aborted ? undefined : new ChainEndedError({ output }),
    ),
    stop: () => {
      ended.abort()
      return undo.run()
    },
  }
}
