import { availableParallelism } from 'node:os'
import type { IpfsServer } from '@aichain/ipfs-server'
import type { Cid } from '@aichain/sdk'
import type { Connection } from '../chain/connect.js'
import type { Foundation } from '../chain/foundation.js'
import type { ChainProcess } from '../chain/start-chain.js'
import { devnetAccount, signerIndex } from '../chain/test-accounts.js'
import { dealFaults, type Fault } from '../faults/fault.js'
import type { DevnetSettings } from '../settings/devnet-options.js'
import type { StateFolder } from '../state/state-folder.js'
import { limitConcurrency } from '../support/limit-concurrency.js'
import type { UndoStack } from '../support/undo-stack.js'
import type { DevnetNode } from './devnet-node.js'
import { hostHere } from './host-here.js'
import { hostInProcess } from './host-in-process.js'
import type { NodeHost, NodeListener } from './node-host.js'
import type { NodeSetup } from './node-setup.js'
import { type NodeTools, openTools } from './node-tools.js'

/** What nodes are made from. */
export type NodesParameters = {
  readonly settings: DevnetSettings
  readonly state: StateFolder
  readonly foundation: Foundation
  /** The model of each node. */
  readonly served: readonly Cid[]
  readonly chain: ChainProcess
  readonly ipfs: IpfsServer
  readonly connection: Connection
  readonly undo: UndoStack
  readonly note: (text: string) => void
}

/** Starts every node, and waits until each is ready to vote. */
export async function startNodes(
  parameters: NodesParameters,
): Promise<readonly DevnetNode[]> {
  const { settings, ipfs, connection, undo, note } = parameters
  let ready = 0
  // A process of its own loads the model anew, which keeps a core busy. The nodes
  // here share a model, and its self-test if they start together.
  const inTurn = limitConcurrency(availableParallelism())
  const dealt = dealFaults(settings.nodes, settings.faults)
  const tools = openTools({ ...settings, connection, ipfsRpcUrl: ipfs.rpcUrl })
  undo.add(tools.close)
  const starts = dealt.map(async (fault, index) => {
    const start = () => startNode(parameters, tools, index, fault)
    const node = await (fault === 'crash' ? inTurn(start) : start())
    ready += 1
    note(`${ready} of ${settings.nodes} ready`)
    return node
  })
  // All of them, so that what did start is known and can be stopped.
  await Promise.allSettled(starts)
  return Promise.all(starts)
}

async function startNode(
  parameters: NodesParameters,
  tools: NodeTools,
  index: number,
  fault: Fault | undefined,
): Promise<DevnetNode> {
  const { settings, foundation, undo } = parameters
  const { signal } = settings
  signal?.throwIfAborted()
  const setup = describeNode(parameters, index, fault)
  const listener: NodeListener = (update) =>
    settings.onNodeUpdate?.(index, update)
  const host: NodeHost =
    fault === 'crash'
      ? await hostInProcess(setup, listener, settings.restartAfter, signal)
      : await hostHere(setup, tools, listener, signal)
  undo.add(host.stop)
  return {
    index,
    seat: foundation.seats[index] as number,
    signer: devnetAccount(signerIndex(index)).address,
    model: setup.model,
    fault,
    get pid() {
      return host.pid()
    },
    start: host.start,
    stop: host.stop,
  }
}

function describeNode(
  { settings, state, foundation, served, chain, ipfs }: NodesParameters,
  index: number,
  fault: Fault | undefined,
): NodeSetup {
  return {
    index,
    privateKey: devnetAccount(signerIndex(index)).privateKey,
    model: served[index] as Cid,
    network: {
      rpcUrl: chain.rpcUrl,
      wsUrl: chain.wsUrl,
      blockTime: settings.blockTime,
      deployment: foundation.record.deployment,
      ipfsRpcUrl: ipfs.rpcUrl,
    },
    journalFolder: state.journalFolder(index),
    fault,
    slowBy: settings.slowBy,
  }
}
