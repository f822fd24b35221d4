import { AichainError } from '@aichain/base'

/**
 * Whether the contracts refused a step because the task has moved on, or has
 * not got there yet: somebody else was first, a block came in between, the
 * chain's clock is a moment behind. Looking again settles it; nothing is wrong.
 */
export function isOutdated(error: unknown): boolean {
  return AichainError.isInstance(error) && outdated.has(error.code)
}

const outdated: ReadonlySet<string> = new Set([
  'task-unknown',
  'task-not-open',
  'task-alive',
  'seed-not-ready',
  'already-drawn',
  'not-drawn',
  'already-convened',
  'commit-not-open',
  'commit-closed',
  'already-committed',
  'reveal-not-open',
  'reveal-closed',
  'already-revealed',
  'not-finalizable',
  'already-closed',
  'already-appealed',
  'already-concluded',
])
