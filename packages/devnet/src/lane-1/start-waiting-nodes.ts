import { availableParallelism } from 'node:os'
import type { IpfsServer } from '@aichain/ipfs-server'
import type { Connection } from '../chain/connect.js'
import type { Foundation } from '../chain/foundation.js'
import { signerIndex, testAccount } from '../chain/test-accounts.js'
import type { DevnetSettings } from '../settings/devnet-options.js'
import type { StateFolder } from '../state/state-folder.js'
import { limitConcurrency } from '../support/limit-concurrency.js'
import type { UndoStack } from '../support/undo-stack.js'
import type { CourtDoor } from './court-door.js'
import type { LaneOneNode } from './network.js'
import type { PublishedModel } from './publish.js'
import { sharedEngine } from './shared-engine.js'
import { startWaitingNode } from './start-waiting-node.js'
import { untilDrawable } from './until-drawable.js'

/** What all nodes are made from. */
export type WaitingNodesParameters = {
  readonly settings: DevnetSettings
  readonly state: StateFolder
  readonly ipfs: IpfsServer
  readonly foundation: Foundation
  readonly published: PublishedModel
  readonly connection: Connection
  readonly court: CourtDoor
  readonly undo: UndoStack
  readonly note: (text: string) => void
}

/** Starts a node for each seat, and waits until each can be given a task. */
export async function startWaitingNodes(
  parameters: WaitingNodesParameters,
): Promise<readonly LaneOneNode[]> {
  const { settings, published, foundation, undo, note } = parameters
  const { engine, close } = sharedEngine(published.engine)
  undo.add(close)
  const stops: (() => Promise<void>)[] = []
  undo.add(async () => {
    await Promise.all(stops.map((stop) => stop()))
  })
  const inTurn = limitConcurrency(availableParallelism())
  let ready = 0
  const starts = foundation.seats.map((seat, index) =>
    inTurn(async () => {
      const setup = {
        seat,
        engine,
        model: published.model,
        account: testAccount(signerIndex(index)),
        connection: parameters.connection,
        deployment: foundation.record.deployment,
        ipfsRpcUrl: parameters.ipfs.rpcUrl,
        journalFolder: parameters.state.journalFolder(index),
        court: parameters.court,
      }
      const node = await startWaitingNode(setup, settings.signal)
      stops.push(node.stop)
      ready += 1
      note(`${ready} of ${foundation.seats.length} ready`)
      return node
    }),
  )
  // All of them, so that what did start is known and can be stopped.
  await Promise.allSettled(starts)
  const nodes = await Promise.all(starts)
  const { operator, seats } = foundation
  await untilDrawable(operator, seats, settings.signal)
  return nodes
}
