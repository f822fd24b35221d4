import { asDate } from '@aichain/base'
import type { TaskId } from '../core/task/task.js'
import { defineContractError } from './contract-error.js'

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
 * The decision cannot be appealed: too few seats served the model when it was
 * asked.
 *
 * An appeal needs a list of at least twice the committee; `Chain.getVerdict`
 * says beforehand whether there is one. Ask the same again as a task of its own.
 */
export class NotAppealableError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
}>()({
  code: 'not-appealable',
  message: 'Too few seats served the model for an appeal.',
  remedy: 'Ask the same again as a task of its own.',
}) {}

/**
 * The decision has been appealed.
 *
 * `appeal` is the task that questions it, open or decided, or the last of as
 * many as are possible. Wait for its decision; if it ends without one, the
 * decision can be appealed again, up to eight times.
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
 * There are no consequences to draw. Call `appeal` first and wait for its
 * decision.
 */
export class NotAppealedError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
}>()({
  code: 'not-appealed',
  message: 'Nobody has appealed the decision.',
  remedy: 'Appeal first, and wait for the decision.',
}) {}

/**
 * The consequences of the appeal have been drawn.
 *
 * Somebody was quicker: money moves once, and votes that a settlement left out
 * can no longer be brought after a decision was overturned. `Chain.getCredit`
 * tells what an account is owed.
 */
export class AlreadyConcludedError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
}>()({
  code: 'already-concluded',
  message: 'The consequences of the appeal have been drawn.',
  remedy: 'There is nothing to do: `withdraw` pays what is owed.',
}) {}

/**
 * The decision can still change.
 *
 * What its liars lost is held until nobody can appeal any more.
 * `Chain.getVerdict` tells when that is; release it then.
 */
export class NotFinalError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
}>()({
  code: 'not-final',
  isRetryable: true,
  message: 'The decision can still change.',
  remedy: 'Wait until the verdict is final.',
}) {}

/**
 * Nothing is held for this task.
 *
 * Nobody lied in it, or somebody released it already. There is nothing left to
 * do.
 */
export class NothingToReleaseError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
}>()({
  code: 'nothing-to-release',
  message: 'Nothing is held for this task.',
  remedy: 'There is nothing left to release.',
}) {}
