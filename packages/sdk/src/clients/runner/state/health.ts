import { AichainError } from '@aichain/base'
import type { TaskId } from '../../../core/task/task.js'
import type { NodePart, NodeUpdateBody } from '../updates/node-update.js'

/** Which parts work, told to the operator when that changes. */
export type Health = {
  /**
   * Reports a failure. One of a part that the node needs makes it degraded, and
   * is told once until the part works again; any other is told each time.
   */
  readonly failed: (
    error: unknown,
    context?: { readonly part?: NodePart; readonly task?: TaskId },
  ) => void
  readonly worked: (part: NodePart) => void
  /** The parts that do not work now. */
  readonly broken: () => readonly NodePart[]
}

/** Keeps track of what works. */
export function health(emit: (update: NodeUpdateBody) => void): Health {
  const broken = new Set<NodePart>()
  return {
    failed: (error, { part: suspect, task } = {}) => {
      const part = partOf(error) ?? suspect
      if (!part) return emit({ type: 'error', error, ...(task && { task }) })
      if (broken.has(part)) return
      broken.add(part)
      emit({ type: 'degraded', part, error })
    },
    worked: (part) => {
      if (broken.delete(part)) emit({ type: 'recovered', part })
    },
    broken: () => [...broken],
  }
}

const parts: Readonly<Record<string, NodePart>> = {
  'chain-unreachable': 'chain',
  'chain-refused': 'chain',
  'wrong-chain': 'chain',
  'contract-not-found': 'chain',
  'deployment-mismatch': 'chain',
  'insufficient-funds': 'wallet',
  'transaction-rejected': 'wallet',
  'transaction-replaced': 'wallet',
  'wallet-busy': 'wallet',
  'wallet-disconnected': 'wallet',
  'wallet-missing': 'wallet',
  'wallet-unauthorized': 'wallet',
  'wallet-unsupported': 'wallet',
  'content-store-unreachable': 'content',
  'content-store-rejected': 'content',
  'journal-unavailable': 'journal',
  'journal-locked': 'journal',
  'inference-failed': 'engine',
  'session-closed': 'engine',
  'engine-unavailable': 'engine',
  'self-test-failed': 'engine',
  'beacon-unreachable': 'beacon',
  'beacon-signature': 'beacon',
}

/** The part that an error is about; `undefined` when it is about none. */
export function partOf(error: unknown): NodePart | undefined {
  return AichainError.isInstance(error) ? parts[error.code] : undefined
}
