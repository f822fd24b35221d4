import type { NodeUpdate } from '@aichain/sdk'
import type { NodeHost, NodeListener } from './node-host.js'
import type { NodeSetup } from './node-setup.js'
import type { NodeTools } from './node-tools.js'
import { type OpenNode, openNode } from './open-node.js'

/** Runs a node in this process; inference has worker threads of its own. */
export async function hostHere(
  setup: NodeSetup,
  tools: NodeTools,
  listener: NodeListener,
  signal?: AbortSignal | undefined,
): Promise<NodeHost> {
  let node: OpenNode | undefined

  const start = async (signal?: AbortSignal): Promise<void> => {
    if (node !== undefined) return
    const opened = await openNode(setup, tools)
    node = opened
    void follow(opened.runner.updates(), listener)
    try {
      await opened.start(signal)
    } catch (error) {
      await stop()
      throw error
    }
  }
  const stop = async (): Promise<void> => {
    const opened = node
    node = undefined
    await opened?.close()
  }

  await start(signal)
  return { pid: () => process.pid, start: () => start(), stop }
}

async function follow(
  updates: AsyncIterable<NodeUpdate>,
  listener: NodeListener,
): Promise<void> {
  for await (const update of updates) listener(update)
}
