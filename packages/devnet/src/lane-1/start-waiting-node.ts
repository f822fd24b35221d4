import type { Deployment } from '@aichain/sdk'
import { type Cid, type InferenceEngine, NodeRunner } from '@aichain/sdk'
import { kuboContentStore } from '@aichain/sdk/kubo'
import { fileJournal } from '@aichain/sdk/node'
import { viemChain } from '@aichain/sdk/viem'
import type { LocalAccount } from 'viem'
import type { Connection } from '../chain/connect.js'
import type { CourtDoor } from './court-door.js'
import type { LaneOneNode } from './network.js'
import { overhear } from './overhear.js'

/** What a node is made from. */
export type WaitingNodeSetup = {
  readonly seat: number
  readonly account: LocalAccount
  readonly connection: Connection
  readonly deployment: Deployment
  readonly ipfsRpcUrl: string
  readonly journalFolder: string
  readonly engine: InferenceEngine
  readonly model: Cid
  readonly court: CourtDoor
}

/** How long a node may take to finish what it has begun when it is stopped. */
const grace = 3_000

/** Starts a node of the SDK's parts that computes, and waits before it commits. */
export async function startWaitingNode(
  setup: WaitingNodeSetup,
  signal: AbortSignal | undefined,
): Promise<LaneOneNode & { readonly stop: () => Promise<void> }> {
  const { seat, account, connection, deployment, model } = setup
  const { engine, outputOf } = overhear(setup.engine, model)
  const chain = viemChain({
    client: connection.client,
    wallet: connection.wallet(account),
    deployment,
  })
  const runner = new NodeRunner({
    chain: setup.court.before(chain),
    content: kuboContentStore({ url: setup.ipfsRpcUrl }),
    engine,
    journal: await fileJournal({ folder: setup.journalFolder }),
    models: [model],
  })
  const stop = async (): Promise<void> => {
    // Closes the journal as well.
    await runner.stop({ grace })
  }
  try {
    await runner.start({ signal })
  } catch (error) {
    await stop()
    throw error
  }
  return { seat, account, outputOf, stop }
}
