import { asDate, type Digest } from '@aichain/base'
import type { TaskId } from '../core/task/task.js'
import { defineContractError } from './contract-error.js'

/**
 * The commit came too early.
 *
 * A task that the beacon seeds starts with its round, at `opensAt`, in seconds
 * since the epoch: before that its committee is not known. Try again then.
 */
export class CommitNotOpenError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  /** Seconds since the epoch. */
  readonly opensAt: number
}>()({
  code: 'commit-not-open',
  isRetryable: true,
  message: 'The task has not started.',
  remedy: 'Commit after the time given.',
  format: { opensAt: asDate },
}) {}

/**
 * The commit came too late.
 *
 * The window ended at `closedAt`, in seconds since the epoch. Being absent from
 * the court costs the least share at most. If it happens often, the node is too
 * slow for its models or its chain connection.
 */
export class CommitClosedError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  /** Seconds since the epoch. */
  readonly closedAt: number
}>()({
  code: 'commit-closed',
  message: 'The commit window is over.',
  remedy:
    'Skip this task; if it happens often, the node or its endpoint is too slow.',
  format: { closedAt: asDate },
}) {}

/**
 * This member has already committed.
 *
 * A commitment is final. Reveal what was committed; if another process of this
 * node sent it, only that process's journal can open it.
 */
export class AlreadyCommittedError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  readonly member: number
}>()({
  code: 'already-committed',
  message: 'This member has already committed.',
  remedy: 'Reveal what it committed to.',
}) {}

/**
 * The reveal came too early.
 *
 * A vote shown while others can still commit could be copied, so reveals open
 * once everybody has committed, at the latest at `opensAt`, in seconds since
 * the epoch. Try again then.
 */
export class RevealNotOpenError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  /** Seconds since the epoch. */
  readonly opensAt: number
}>()({
  code: 'reveal-not-open',
  isRetryable: true,
  message: 'Members may still commit.',
  remedy: 'Reveal after the time given, or once everybody has committed.',
  format: { opensAt: asDate },
}) {}

/**
 * The reveal came too late.
 *
 * The window ended at `closedAt`, in seconds since the epoch. A commitment that
 * is never opened counts as a wrong vote if others revealed. Keep the node and
 * its journal running until its votes are revealed.
 */
export class RevealClosedError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  /** Seconds since the epoch. */
  readonly closedAt: number
}>()({
  code: 'reveal-closed',
  message: 'The reveal window is over.',
  remedy: 'Keep the node running until its votes are revealed.',
  format: { closedAt: asDate },
}) {}

/**
 * This member has committed nothing, so it has nothing to reveal.
 *
 * Why: its commit was never sent, was reverted, or was undone by a
 * reorganization. Commit first while the window is open.
 */
export class NotCommittedError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  readonly member: number
}>()({
  code: 'not-committed',
  message: 'This member has committed nothing.',
  remedy: 'Commit first, while the window is open.',
}) {}

/**
 * This member's vote is known already.
 *
 * Anybody who knows output and salt may send the reveal, and a settlement may
 * have brought the vote. Nothing is lost, and there is nothing left to do.
 */
export class AlreadyRevealedError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  readonly member: number
}>()({
  code: 'already-revealed',
  message: 'This vote is known already.',
  remedy: 'There is nothing to do: the vote counts.',
}) {}

/**
 * Output and salt are not what the member committed to.
 *
 * `expected` is the commitment, `actual` what the opening gives. Why:
 * salt or output come from another task, another seat or another run. Read them
 * from the journal written before the commit.
 */
export class WrongOpeningError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  readonly member: number
  readonly expected: Digest
  readonly actual: Digest
}>()({
  code: 'wrong-opening',
  message: 'Output and salt are not what was committed.',
  remedy: 'Reveal output and salt as the journal holds them.',
}) {}

/**
 * The task cannot be closed yet.
 *
 * Votes may still come in, at the latest until `finalizableAt`, in seconds
 * since the epoch. Try again then.
 */
export class NotFinalizableError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  /** Seconds since the epoch. */
  readonly finalizableAt: number
}>()({
  code: 'not-finalizable',
  isRetryable: true,
  message: 'Votes may still come in.',
  remedy: 'Finalize after the time given.',
  format: { finalizableAt: asDate },
}) {}
