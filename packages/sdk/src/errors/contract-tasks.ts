import { asDate, inWei } from '@aichain/base'
import type { Seed, TaskId, TaskState } from '../core/task/task.js'
import { defineContractError } from './contract-error.js'

/**
 * No committee can have this size.
 *
 * Fewer than three votes cannot outvote a liar, and more than fifteen would
 * cost more than they are worth. Ask for a size between `minimum` and
 * `maximum`.
 */
export class CommitteeSizeOutOfRangeError extends /* @__PURE__ */ defineContractError<{
  readonly size: number
  readonly minimum: number
  readonly maximum: number
}>()({
  code: 'committee-size-out-of-range',
  message: 'No committee can have this size.',
  remedy: 'Ask for a size in the range given.',
}) {}

/**
 * A digest of zero was given for a model, a prompt, a commitment or an output.
 *
 * No content has this digest: the value was never set. Pass the sha2-256 digest
 * of the document, which `digestFromCid` gives.
 */
export class EmptyDigestError extends /* @__PURE__ */ defineContractError()({
  code: 'empty-digest',
  message: 'Zero is not a digest.',
  remedy: 'Pass the digest of the document.',
}) {}

/**
 * The share is below the price of the cheapest class.
 *
 * Answering must pay: offer each member at least `minimum` wei. An appeal asks
 * the whole list, so there it is the price of the dearest class.
 */
export class ShareTooLowError extends /* @__PURE__ */ defineContractError<{
  /** Wei. */
  readonly share: bigint
  /** Wei. */
  readonly minimum: bigint
}>()({
  code: 'share-too-low',
  message: 'The share is too low.',
  remedy: 'Offer each member at least the minimum.',
  format: { share: inWei, minimum: inWei },
}) {}

/**
 * The share is above what a lie costs.
 *
 * With a larger one, lying could pay. Offer each member at most `maximum` wei.
 */
export class ShareTooHighError extends /* @__PURE__ */ defineContractError<{
  /** Wei. */
  readonly share: bigint
  /** Wei. */
  readonly maximum: bigint
}>()({
  code: 'share-too-high',
  message: 'The share is too high.',
  remedy: 'Offer each member at most the maximum.',
  format: { share: inWei, maximum: inWei },
}) {}

/**
 * The share reaches too few places of the model's list.
 *
 * `places` counts those that the share reaches in this epoch, or those that the
 * draw found to stay; `required` is the committee's size, or what the order
 * demands. Offer more, ask for a smaller committee, or wait for more nodes: a
 * place counts from the epoch after it was taken.
 */
export class NotEnoughPlacesError extends /* @__PURE__ */ defineContractError<{
  readonly places: bigint
  readonly required: bigint
}>()({
  code: 'not-enough-places',
  isRetryable: true,
  message: 'The share reaches too few places of the model.',
  remedy: 'Offer more, ask for a smaller committee, or wait for more nodes.',
}) {}

/**
 * The deployment does not take this seed for such an order.
 *
 * Where somebody can foresee a block, its hash would let them choose the
 * committee. `ConsensusReader.parameters` tells what is taken; the beacon
 * always is.
 */
export class SeedRefusedError extends /* @__PURE__ */ defineContractError<{
  readonly seed: Seed
}>()({
  code: 'seed-refused',
  message: 'The deployment does not take this seed.',
  remedy: 'Order with the beacon as the seed.',
}) {}

/**
 * A tip was offered for a round that the task does not need.
 *
 * The hash of its block is the seed. Order with a tip of 0, or with the beacon
 * as the seed.
 */
export class TipWithoutRoundError extends /* @__PURE__ */ defineContractError<{
  /** Wei. */
  readonly roundTip: bigint
}>()({
  code: 'tip-without-round',
  message: 'A task seeded by its block needs no round.',
  remedy: 'Offer no tip for a round.',
  format: { roundTip: inWei },
}) {}

/**
 * The requester has placed this order before, with the same nonce.
 *
 * Nothing was paid twice: the first one counts. Go on
 * with the task that exists, for example with `TaskClient.resume`; to ask the
 * same again, choose another nonce.
 */
export class TaskExistsError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
}>()({
  code: 'task-exists',
  message: 'The same order was placed before.',
  remedy: 'Go on with the task that exists, or choose another nonce.',
}) {}

/**
 * The contract has never seen this task.
 *
 * Why: the id is mistyped, belongs to another chain or contract, or its
 * transaction is not in a block yet. Check id and deployment, or wait for the
 * next block.
 */
export class TaskUnknownError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
}>()({
  code: 'task-unknown',
  message: 'The contract has never seen this task.',
  remedy: 'Check the task id and the deployment.',
}) {}

/**
 * The task is closed.
 *
 * It was decided, or its fee went back; both are final. Read the outcome with
 * `ConsensusReader.task`; no vote is needed any more.
 */
export class TaskNotOpenError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  readonly state: TaskState | 'none'
}>()({
  code: 'task-not-open',
  message: 'The task is closed.',
  remedy: 'Read its outcome; nothing more can be done to it.',
}) {}

/**
 * The task has no agreed output: there is no receipt of one, and nothing to punish
 * or to appeal.
 *
 * Why: it is still open, or it ended without an agreement and the fee went
 * back. `ConsensusReader.votes` tells who voted what so far; for an open task,
 * `TaskClient.resume` waits for the end.
 */
export class TaskNotDecidedError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  readonly state: TaskState | 'none'
}>()({
  code: 'task-not-decided',
  message: 'The task has no agreed output.',
  remedy: 'Look at its votes; if it is open, wait for its end.',
}) {}

/**
 * The task is past its last deadline.
 *
 * Since `diedAt`, in seconds since the epoch, no vote counts any more, whether it
 * would be paid or slashed. If the task is still open, finalize it, and what is
 * left of the fee goes back.
 */
export class TaskDeadError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  /** Seconds since the epoch. */
  readonly diedAt: number
}>()({
  code: 'task-dead',
  message: 'The task is past its last deadline.',
  remedy: 'Finalize it if it is open, to get the fee back.',
  format: { diedAt: asDate },
}) {}

/**
 * Votes may still come.
 *
 * The task lives until `diesAt`, in seconds since the epoch; only then it is known
 * who stayed silent. Close it after that.
 */
export class TaskAliveError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  /** Seconds since the epoch. */
  readonly diesAt: number
}>()({
  code: 'task-alive',
  isRetryable: true,
  message: 'Votes may still come.',
  remedy: 'Close the task after the time given.',
  format: { diesAt: asDate },
}) {}

/**
 * The committee of the task is not known yet.
 *
 * `blockOrRound` is what it waits for: the task's own block, whose hash a
 * contract can read from the next one on, or a round of the beacon, which
 * somebody has to post. Ask again after that, or post the round with
 * `Chain.postRound`.
 */
export class SeedNotReadyError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  /** The number of a block or of a round, as the task's seed says. */
  readonly blockOrRound: bigint
}>()({
  code: 'seed-not-ready',
  isRetryable: true,
  message: 'The committee is not known yet.',
  remedy: 'Ask again after the next block, or once the round is posted.',
}) {}

/**
 * The committee of the task can no longer be drawn.
 *
 * Contracts see only the hashes of recent blocks, and lists remember two epochs;
 * nobody drew the committee in time. There is no second draw, because somebody
 * could choose its outcome: cancel the task, and the fee goes back.
 */
export class SeedExpiredError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
}>()({
  code: 'seed-expired',
  message: 'The committee can no longer be drawn.',
  remedy: 'Cancel the task to get the fee back, then ask again.',
}) {}

/**
 * The committee of the task has already been recorded.
 *
 * Somebody was quicker, or a seal was made the court's. Nothing is lost, and
 * there is nothing left to do.
 */
export class AlreadyDrawnError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
}>()({
  code: 'already-drawn',
  message: 'The committee has already been drawn.',
  remedy: 'There is nothing left to draw.',
}) {}

/**
 * The committee of the task is not written down.
 *
 * The court needs it. Call `Chain.draw` first.
 */
export class NotDrawnError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
}>()({
  code: 'not-drawn',
  message: 'The committee of the task is not written down.',
  remedy: 'Draw it first.',
}) {}

/**
 * This is not the committee of the task.
 *
 * A decided task keeps no more than a trace of it, so whoever needs it brings
 * it: exactly as the `task-decided` event tells it.
 */
export class WrongCommitteeError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
}>()({
  code: 'wrong-committee',
  message: 'This is not the committee of the task.',
  remedy: 'Take the committee from the event of the decision.',
}) {}

/**
 * The task cannot be cancelled: it has a committee that can answer it.
 *
 * Only a task that no committee can answer is given up before its time. Wait for
 * the answer; if none comes, the fee goes back once the windows are over.
 */
export class CommitteeKnownError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
}>()({
  code: 'committee-known',
  message: 'The task has a committee that can answer it.',
  remedy: 'Wait for the answer, or for the end of its windows.',
}) {}

/**
 * The committee has no such member.
 *
 * Members are counted from 0 to the size of the committee minus one; a member
 * is a position in the committee, not the number of a seat.
 * `ConsensusReader.committee` lists them.
 */
export class MemberUnknownError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  readonly member: number
}>()({
  code: 'member-unknown',
  message: 'The committee has no such member.',
  remedy: 'Use the place in the committee, not the number of the seat.',
}) {}
