import { AichainError } from '@aichain/sdk'

/**
 * A node of the devnet could not start.
 *
 * The message of what stopped it follows; the usual causes are too little
 * memory for so many models and a journal folder that cannot be written.
 */
export class NodeStartError extends AichainError {
  readonly code = 'node-start'
  readonly node: number

  constructor(parameters: { node: number; reason: string; cause?: unknown }) {
    super({
      shortMessage: `Node ${parameters.node} did not start.`,
      facts: [`reason: ${parameters.reason}`],
      remedy: 'Remove the reason, or start fewer nodes.',
      cause: parameters.cause,
    })
    this.node = parameters.node
  }
}
