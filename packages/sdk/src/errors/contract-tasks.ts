import { asDate, inWei } from '@aichain/base'
import type { TaskId, TaskState } from '../core/task/task.js'
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
 * The fee is below the minimum of this deployment.
 *
 * The minimum is `minimumFeePerSeat` times the size of the committee, so that
 * answering pays. Offer at least `minimum` wei, or ask for a smaller committee;
 * `TaskClient.quote` tells both.
 */
export class FeeTooLowError extends /* @__PURE__ */ defineContractError<{
  /** Wei. */
  readonly fee: bigint
  /** Wei. */
  readonly minimum: bigint
}>()({
  code: 'fee-too-low',
  message: 'The fee is too low.',
  remedy: 'Offer at least the minimum, or ask for a smaller committee.',
  format: { fee: inWei, minimum: inWei },
}) {}

/**
 * The fee is above the maximum of this deployment.
 *
 * A member that is absent loses its part of the fee; with a larger fee, absence
 * would cost more than a lie. Offer at most `maximum` wei, or ask for a larger
 * committee.
 */
export class FeeTooHighError extends /* @__PURE__ */ defineContractError<{
  /** Wei. */
  readonly fee: bigint
  /** Wei. */
  readonly maximum: bigint
}>()({
  code: 'fee-too-high',
  message: 'The fee is too high.',
  remedy: 'Offer at most the maximum, or ask for a larger committee.',
  format: { fee: inWei, maximum: inWei },
}) {}

/**
 * Fewer seats are active than the committee needs.
 *
 * `active` counts the seats that stay, or those that the draw found eligible.
 * Ask for a smaller committee, or wait for more nodes to join; a seat that
 * joins becomes eligible after the activation delay.
 */
export class NotEnoughSeatsError extends /* @__PURE__ */ defineContractError<{
  readonly active: bigint
  readonly required: bigint
}>()({
  code: 'not-enough-seats',
  isRetryable: true,
  message: 'Too few seats are active for this committee.',
  remedy: 'Ask for a smaller committee, or wait for more nodes.',
}) {}

/**
 * The requester has placed this order before, with the same nonce.
 *
 * Nothing was paid twice: the first one counts, whatever fee it brought. Go on
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
 * Since `diedAt`, in seconds since the epoch, its members may have left with their
 * stake, so nobody can be paid or slashed for it any more. If it is still open,
 * finalize it, and the fee goes back.
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
 * The committee of the task is not known yet.
 *
 * It is drawn from the hash of block `blockNumber`, which holds the task, and a
 * contract can read that hash from the next block on. Ask again after the next
 * block.
 */
export class SeedNotReadyError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  readonly blockNumber: bigint
}>()({
  code: 'seed-not-ready',
  isRetryable: true,
  message: 'The committee is known from the next block on.',
  remedy: 'Ask again after the next block.',
}) {}

/**
 * The committee of the task can no longer be drawn.
 *
 * Contracts see only the hashes of recent blocks, and nobody drew the committee
 * or voted while the hash of block `blockNumber` was among them. There is no
 * second draw, because somebody could choose its outcome: cancel the task, and
 * the fee goes back. If the task was settled with all votes, its decision
 * stands, but can no longer be appealed.
 */
export class SeedExpiredError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  readonly blockNumber: bigint
}>()({
  code: 'seed-expired',
  message: 'The committee can no longer be drawn.',
  remedy: 'If the task is open, cancel it to get the fee back, then ask again.',
}) {}

/**
 * The committee of the task has already been recorded.
 *
 * Somebody was quicker, or the first vote recorded it. Nothing is lost, and
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
