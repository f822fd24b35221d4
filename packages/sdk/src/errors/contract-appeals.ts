import { asDate } from '@aichain/base'
import type { TaskId } from '../core/task/task.js'
import { defineContractError } from './contract-error.js'

/**
 * The terms are not those of the task.
 *
 * `actual` is the id that these terms give. The contract does not store what
 * was asked, so an appeal shows it again: requester, nonce, model and prompt
 * exactly as the `task-added` event gives them.
 */
export class WrongTermsError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  readonly actual: TaskId
}>()({
  code: 'wrong-terms',
  message: 'The terms are not those of the task.',
  remedy: 'Take the terms from the event of the task.',
}) {}

/**
 * The decision can no longer be appealed.
 *
 * The window ended at `closedAt`, in seconds since the epoch: after that the
 * winners may have left with their stake. Ask the same again as a task of its
 * own.
 */
export class AppealClosedError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  /** Seconds since the epoch. */
  readonly closedAt: number
}>()({
  code: 'appeal-closed',
  message: 'The decision can no longer be appealed.',
  remedy: 'Ask the same again, with a larger committee.',
  format: { closedAt: asDate },
}) {}

/**
 * The task is an appeal itself: its decision is the last word.
 *
 * There is no appeal against an appeal. Ask the same again as a task of its own.
 */
export class AppealIsFinalError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
}>()({
  code: 'appeal-is-final',
  message: 'The decision of an appeal is the last word.',
  remedy: 'Ask the same again as a task of its own.',
}) {}

/**
 * The decision has been appealed.
 *
 * `appeal` is the task that questions it, open or decided. Wait for its decision;
 * if it ends without one, the decision can be appealed again.
 */
export class AlreadyAppealedError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  /** The task that questions the decision. */
  readonly appeal: TaskId
}>()({
  code: 'already-appealed',
  message: 'The decision has been appealed.',
  remedy: 'Wait for what the appeal decides.',
}) {}

/**
 * Nobody has appealed the decision.
 *
 * There is nothing to overturn. Call `appeal` first and wait for its decision.
 */
export class NotAppealedError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
}>()({
  code: 'not-appealed',
  message: 'Nobody has appealed the decision.',
  remedy: 'Appeal first, and wait for the decision.',
}) {}

/**
 * The appeal found the same output.
 *
 * The decision stands, and the fee of the appeal has paid its committee. There is
 * nothing to overturn.
 */
export class AppealUpheldError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  /** The task that questions the decision. */
  readonly appeal: TaskId
}>()({
  code: 'appeal-upheld',
  message: 'The appeal found the same output.',
  remedy: 'There is nothing to do: the decision stands.',
}) {}

/**
 * The decision has already been overturned.
 *
 * Somebody was quicker: money moves once. `Chain.getCredit` tells what an
 * account is owed.
 */
export class AlreadyOverturnedError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
}>()({
  code: 'already-overturned',
  message: 'The decision has already been overturned.',
  remedy: 'There is nothing to do: `withdraw` pays what is owed.',
}) {}

/**
 * The money of the decision can no longer be moved.
 *
 * Since `closedAt`, in seconds since the epoch, the winners may have left with their
 * stake. That the answer was wrong stays known: `Chain.getResult` says so.
 */
export class OverturnClosedError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  /** Seconds since the epoch. */
  readonly closedAt: number
}>()({
  code: 'overturn-closed',
  message:
    'It is too late to overturn: the winners may have left with their stake.',
  remedy:
    'Overturn sooner next time; the result still tells what the appeal found.',
  format: { closedAt: asDate },
}) {}
