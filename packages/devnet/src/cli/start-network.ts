import { createDevnet } from '../network/create-devnet.js'
import type { Devnet } from '../network/devnet.js'
import { narrateNode, narrateStart } from './narrate.js'
import type { CliOptions } from './parse-arguments.js'
import type { Terminal } from './terminal.js'

/** Starts the network that the command line describes, and tells how it goes. */
export async function startNetwork(
  cli: CliOptions,
  talk: Terminal,
  signal: AbortSignal,
): Promise<Devnet> {
  const narrator = narrateStart(talk)
  try {
    return await createDevnet({
      nodes: cli.nodes,
      committee: cli.committee,
      faults: cli.faults,
      blockTime: cli.blockTime,
      models: cli.models.length > 0 ? cli.models : undefined,
      stateFolder: cli.state,
      signal,
      onProgress: narrator.onProgress,
      onNodeUpdate: (node, update) => narrateNode(talk, node, update),
    })
  } finally {
    narrator.end()
    if (talk.live) talk.write('\r')
  }
}
