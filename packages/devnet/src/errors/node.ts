import { defineError } from '@aichain/base'

/**
 * A node of the devnet could not start.
 *
 * The message of what stopped it follows; the usual causes are too little
 * memory for so many models and a journal folder that cannot be written.
 */
export class NodeStartError extends /* @__PURE__ */ defineError<{
  readonly node: number
  readonly reason: string
}>()({
  code: 'node-start',
  message: ({ node }) => `Node ${node} did not start.`,
  remedy: 'Fix the cause, or start fewer nodes.',
  facts: ({ reason }) => ({ reason }),
}) {}
