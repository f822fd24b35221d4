import type { TaskId } from '../core/task/task.js'
import { type Caused, ContractError, isoTime } from './contract-error.js'

/**
 * The terms are not those of the task.
 *
 * `actual` is the id that they have. The contract does not store what was asked,
 * so an appeal shows it again: requester, nonce, model and prompt exactly as the
 * `task-added` event tells them.
 */
export class WrongTermsError extends ContractError {
  readonly code = 'wrong-terms'
  readonly task: TaskId
  readonly actual: TaskId

  constructor(
    parameters: { readonly task: TaskId; readonly actual: TaskId } & Caused,
  ) {
    const { task, actual, cause } = parameters
    super({
      shortMessage: 'The terms are not those of the task.',
      remedy: 'Take the terms from the event of the task.',
      facts: [`task: ${task}`, `actual: ${actual}`],
      cause,
    })
    this.task = task
    this.actual = actual
  }
}

/**
 * The decision can no longer be appealed.
 *
 * The window ended at `closedAt`, in seconds since the epoch: later the winners may
 * have left with their stake. Ask the same again as a task of its own.
 */
export class AppealClosedError extends ContractError {
  readonly code = 'appeal-closed'
  readonly task: TaskId
  /** Seconds since the epoch. */
  readonly closedAt: bigint

  constructor(
    parameters: { readonly task: TaskId; readonly closedAt: bigint } & Caused,
  ) {
    const { task, closedAt, cause } = parameters
    super({
      shortMessage: 'The decision can no longer be appealed.',
      remedy: 'Ask the same again, with a larger committee.',
      facts: [`task: ${task}`, `closedAt: ${isoTime(closedAt)}`],
      cause,
    })
    this.task = task
    this.closedAt = closedAt
  }
}

/**
 * The task is an appeal itself: its decision is the last word.
 *
 * There is no appeal against an appeal. Ask the same again as a task of its own.
 */
export class AppealIsFinalError extends ContractError {
  readonly code = 'appeal-is-final'
  readonly task: TaskId

  constructor(parameters: { readonly task: TaskId } & Caused) {
    const { task, cause } = parameters
    super({
      shortMessage: 'The decision of an appeal is the last word.',
      remedy: 'Ask the same again as a task of its own.',
      facts: [`task: ${task}`],
      cause,
    })
    this.task = task
  }
}

/**
 * The decision has been appealed.
 *
 * `appeal` is the task that questions it, open or decided. Wait for its decision;
 * if it ends without one, the decision can be appealed again.
 */
export class AlreadyAppealedError extends ContractError {
  readonly code = 'already-appealed'
  readonly task: TaskId
  /** The task that questions the decision. */
  readonly appeal: TaskId

  constructor(
    parameters: { readonly task: TaskId; readonly appeal: TaskId } & Caused,
  ) {
    const { task, appeal, cause } = parameters
    super({
      shortMessage: 'The decision has been appealed.',
      remedy: 'Wait for what the appeal decides.',
      facts: [`task: ${task}`, `appeal: ${appeal}`],
      cause,
    })
    this.task = task
    this.appeal = appeal
  }
}

/**
 * Nobody has appealed the decision.
 *
 * There is nothing to overturn. Call `appeal` first and wait for its decision.
 */
export class NotAppealedError extends ContractError {
  readonly code = 'not-appealed'
  readonly task: TaskId

  constructor(parameters: { readonly task: TaskId } & Caused) {
    const { task, cause } = parameters
    super({
      shortMessage: 'Nobody has appealed the decision.',
      remedy: 'Appeal first, and wait for the decision.',
      facts: [`task: ${task}`],
      cause,
    })
    this.task = task
  }
}

/**
 * The appeal found the same output.
 *
 * The decision stands, and the fee of the appeal has paid its committee. There is
 * nothing to overturn.
 */
export class AppealUpheldError extends ContractError {
  readonly code = 'appeal-upheld'
  readonly task: TaskId
  /** The task that questions the decision. */
  readonly appeal: TaskId

  constructor(
    parameters: { readonly task: TaskId; readonly appeal: TaskId } & Caused,
  ) {
    const { task, appeal, cause } = parameters
    super({
      shortMessage: 'The appeal found the same output.',
      remedy: 'Go on: the decision stands.',
      facts: [`task: ${task}`, `appeal: ${appeal}`],
      cause,
    })
    this.task = task
    this.appeal = appeal
  }
}

/**
 * The consequences of the appeal have been drawn already.
 *
 * Somebody was quicker: money moves once. `Chain.getCredit` tells what an account
 * is owed.
 */
export class AlreadyOverturnedError extends ContractError {
  readonly code = 'already-overturned'
  readonly task: TaskId

  constructor(parameters: { readonly task: TaskId } & Caused) {
    const { task, cause } = parameters
    super({
      shortMessage: 'The decision has been overturned already.',
      remedy: 'Go on: `withdraw` pays what is owed.',
      facts: [`task: ${task}`],
      cause,
    })
    this.task = task
  }
}

/**
 * The money of the decision can no longer be moved.
 *
 * Since `closedAt`, in seconds since the epoch, the winners may have left with their
 * stake. That the answer was wrong stays known: `Chain.getResult` says so.
 */
export class OverturnClosedError extends ContractError {
  readonly code = 'overturn-closed'
  readonly task: TaskId
  /** Seconds since the epoch. */
  readonly closedAt: bigint

  constructor(
    parameters: { readonly task: TaskId; readonly closedAt: bigint } & Caused,
  ) {
    const { task, closedAt, cause } = parameters
    super({
      shortMessage: 'The winners may have left with their stake.',
      remedy:
        'Call it earlier next time; the result says that it was overturned.',
      facts: [`task: ${task}`, `closedAt: ${isoTime(closedAt)}`],
      cause,
    })
    this.task = task
    this.closedAt = closedAt
  }
}
