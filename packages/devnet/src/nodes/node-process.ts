import { AichainError, type Chain, type NodeUpdate } from '@aichain/sdk'
import { connect } from '../chain/connect.js'
import type { NodeSetup } from './node-setup.js'
import { openTools } from './node-tools.js'
import { openNode } from './open-node.js'

/** What a node in a process of its own is told. */
export type NodeOrder =
  | { readonly type: 'start'; readonly setup: NodeSetup }
  | { readonly type: 'stop' }

/** What it tells. */
export type NodeReport =
  | { readonly type: 'ready' }
  | { readonly type: 'update'; readonly update: NodeUpdate }
  | { readonly type: 'failed'; readonly code: string; readonly message: string }

let stop: (() => Promise<void>) | undefined

process.on('message', (order: NodeOrder) => {
  void (order.type === 'start' ? start(order.setup) : end())
})

// The devnet is gone, however it went: nobody else would end this process.
process.on('disconnect', () => process.exit())

async function start(setup: NodeSetup): Promise<void> {
  try {
    const { network, slowBy } = setup
    const { ipfsRpcUrl } = network
    const connection = connect(network)
    const tools = openTools({ connection, ipfsRpcUrl, slowBy })
    const node = await openNode(
      setup,
      tools,
      setup.fault === 'crash' ? dieOnceCommitted : undefined,
    )
    stop = node.close
    void follow(node.runner.updates())
    await node.start()
    report({ type: 'ready' })
  } catch (error) {
    report({ type: 'failed', ...describe(error) })
  }
}

async function end(): Promise<void> {
  await stop?.()
  process.exit()
}

/** As sudden as a power failure: no handler runs, nothing is tidied up. */
function dieOnceCommitted(chain: Chain): Chain {
  return {
    ...chain,
    commit: async (parameters, options) => {
      await chain.commit(parameters, options)
      process.kill(process.pid, 'SIGKILL')
      // The signal takes a moment; nothing may happen in it.
      return new Promise<never>(() => {})
    },
  }
}

async function follow(updates: AsyncIterable<NodeUpdate>): Promise<void> {
  for await (const update of updates) {
    report({ type: 'update', update: cloneable(update) })
  }
}

/** Errors lose their class on the way to another process; their text stays. */
function cloneable(update: NodeUpdate): NodeUpdate {
  return 'error' in update
    ? { ...update, error: describe(update.error).message }
    : update
}

function describe(error: unknown): { code: string; message: string } {
  const message = error instanceof Error ? error.message : String(error)
  return AichainError.isInstance(error)
    ? { code: error.code, message }
    : { code: 'unknown', message }
}

function report(message: NodeReport): void {
  if (process.connected) process.send?.(message)
}
