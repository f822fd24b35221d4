import type { Digest } from '@aichain/base'
import type { TaskId } from '../core/task/task.js'
import { type Caused, ContractError, isoTime } from './contract-error.js'

/**
 * The commit came too late.
 *
 * The window ended at `closedAt`, in seconds since the epoch. Being absent
 * costs at most one part of the fee. If it happens often, the node is too slow
 * for its models or its chain connection.
 */
export class CommitClosedError extends ContractError {
  readonly code = 'commit-closed'
  readonly task: TaskId
  /** Seconds since the epoch. */
  readonly closedAt: bigint

  constructor(
    parameters: { readonly task: TaskId; readonly closedAt: bigint } & Caused,
  ) {
    const { task, closedAt, cause } = parameters
    super({
      shortMessage: 'The commit window is over.',
      remedy: 'Leave this task; make the node faster if it happens again.',
      facts: [`task: ${task}`, `closedAt: ${isoTime(closedAt)}`],
      cause,
    })
    this.task = task
    this.closedAt = closedAt
  }
}

/**
 * This member has committed already.
 *
 * A commitment is final. Reveal what was committed; if another process of this
 * node sent it, only that process's journal can open it.
 */
export class AlreadyCommittedError extends ContractError {
  readonly code = 'already-committed'
  readonly task: TaskId
  readonly member: number

  constructor(
    parameters: { readonly task: TaskId; readonly member: number } & Caused,
  ) {
    const { task, member, cause } = parameters
    super({
      shortMessage: 'This member has committed already.',
      remedy: 'Reveal what it committed to.',
      facts: [`task: ${task}`, `member: ${member}`],
      cause,
    })
    this.task = task
    this.member = member
  }
}

/**
 * The reveal came too early.
 *
 * A vote shown while others can still commit could be copied, so reveals open
 * once everybody has committed, at the latest at `opensAt`, in seconds since
 * the epoch. Try again then.
 */
export class RevealNotOpenError extends ContractError {
  readonly code = 'reveal-not-open'
  override readonly isRetryable = true
  readonly task: TaskId
  /** Seconds since the epoch. */
  readonly opensAt: bigint

  constructor(
    parameters: { readonly task: TaskId; readonly opensAt: bigint } & Caused,
  ) {
    const { task, opensAt, cause } = parameters
    super({
      shortMessage: 'Somebody may still commit.',
      remedy: 'Reveal after the time given, or once everybody has committed.',
      facts: [`task: ${task}`, `opensAt: ${isoTime(opensAt)}`],
      cause,
    })
    this.task = task
    this.opensAt = opensAt
  }
}

/**
 * The reveal came too late.
 *
 * The window ended at `closedAt`, in seconds since the epoch. A commitment that
 * is never opened counts as a wrong vote if others revealed. Keep the node and
 * its journal running until its votes are revealed.
 */
export class RevealClosedError extends ContractError {
  readonly code = 'reveal-closed'
  readonly task: TaskId
  /** Seconds since the epoch. */
  readonly closedAt: bigint

  constructor(
    parameters: { readonly task: TaskId; readonly closedAt: bigint } & Caused,
  ) {
    const { task, closedAt, cause } = parameters
    super({
      shortMessage: 'The reveal window is over.',
      remedy: 'Keep the node running until its votes are revealed.',
      facts: [`task: ${task}`, `closedAt: ${isoTime(closedAt)}`],
      cause,
    })
    this.task = task
    this.closedAt = closedAt
  }
}

/**
 * This member has committed nothing, so it has nothing to reveal.
 *
 * Why: its commit was never sent, was reverted, or was undone by a
 * reorganization. Commit first while the window is open.
 */
export class NotCommittedError extends ContractError {
  readonly code = 'not-committed'
  readonly task: TaskId
  readonly member: number

  constructor(
    parameters: { readonly task: TaskId; readonly member: number } & Caused,
  ) {
    const { task, member, cause } = parameters
    super({
      shortMessage: 'This member has committed nothing.',
      remedy: 'Commit first, while the window is open.',
      facts: [`task: ${task}`, `member: ${member}`],
      cause,
    })
    this.task = task
    this.member = member
  }
}

/**
 * This member's vote is revealed already.
 *
 * Anybody who knows output and salt may send the reveal, and somebody did.
 * Nothing is lost and nothing is left to do.
 */
export class AlreadyRevealedError extends ContractError {
  readonly code = 'already-revealed'
  readonly task: TaskId
  readonly member: number

  constructor(
    parameters: { readonly task: TaskId; readonly member: number } & Caused,
  ) {
    const { task, member, cause } = parameters
    super({
      shortMessage: 'This vote is revealed already.',
      remedy: 'Go on: the vote counts.',
      facts: [`task: ${task}`, `member: ${member}`],
      cause,
    })
    this.task = task
    this.member = member
  }
}

/**
 * Output and salt are not what the member committed to.
 *
 * `expected` is the commitment on-chain, `actual` what the opening gives. Why:
 * salt or output come from another task, another seat or another run. Read them
 * from the journal written before the commit.
 */
export class WrongOpeningError extends ContractError {
  readonly code = 'wrong-opening'
  readonly task: TaskId
  readonly member: number
  readonly expected: Digest
  readonly actual: Digest

  constructor(
    parameters: {
      readonly task: TaskId
      readonly member: number
      readonly expected: Digest
      readonly actual: Digest
    } & Caused,
  ) {
    const { task, member, expected, actual, cause } = parameters
    super({
      shortMessage: 'Output and salt are not what was committed.',
      remedy: 'Reveal output and salt as the journal holds them.',
      facts: [
        `task: ${task}`,
        `member: ${member}`,
        `expected: ${expected}`,
        `actual: ${actual}`,
      ],
      cause,
    })
    this.task = task
    this.member = member
    this.expected = expected
    this.actual = actual
  }
}

/**
 * The task cannot be closed yet.
 *
 * Votes may still come in, at the latest until `finalizableAt`, in seconds
 * since the epoch. Try again then.
 */
export class NotFinalizableError extends ContractError {
  readonly code = 'not-finalizable'
  override readonly isRetryable = true
  readonly task: TaskId
  /** Seconds since the epoch. */
  readonly finalizableAt: bigint

  constructor(
    parameters: {
      readonly task: TaskId
      readonly finalizableAt: bigint
    } & Caused,
  ) {
    const { task, finalizableAt, cause } = parameters
    super({
      shortMessage: 'Votes may still come in.',
      remedy: 'Finalize after the time given.',
      facts: [`task: ${task}`, `finalizableAt: ${isoTime(finalizableAt)}`],
      cause,
    })
    this.task = task
    this.finalizableAt = finalizableAt
  }
}
