import { asDate, type Cid, defineError, inBytes, inWei } from '@aichain/base'
import type { TaskId } from '../core/task/task.js'

/**
 * The chain knows no task of this id.
 *
 * Why: the id is mistyped, belongs to another chain or contract, or its
 * transaction is not in a block yet. Check the id and the deployment, or wait
 * for a block and ask again.
 */
export class TaskNotFoundError extends defineError<{
  readonly task: TaskId
}>()({
  code: 'task-not-found',
  message: 'The chain knows no such task.',
  remedy: 'Check the task id, and that the deployment is the one it is on.',
}) {}

/**
 * The conversation cannot be a prompt.
 *
 * Nothing was sent. Why: no messages, an unknown role, an unknown key, a last
 * message that is not the user's, or text that is not well-formed Unicode.
 * Every node would refuse it in the same way, and the fee would be spent on
 * that. Mend the messages and ask again.
 */
export class PromptInvalidError extends defineError<{
  readonly reason: string
}>()({
  code: 'prompt-invalid',
  message: ({ reason }) => `The messages are no valid prompt: ${reason}.`,
  remedy: 'Correct the messages; the last one must be from the user.',
  facts: () => ({}),
}) {}

/**
 * The prompt has more bytes than the model accepts.
 *
 * Nothing was sent. The limit is `decoding.maxPromptBytes` of the model's
 * manifest. Shorten the conversation, for example by leaving out its oldest
 * turns, or use a model with a larger limit.
 */
export class PromptTooLargeError extends defineError<{
  /** Bytes. */
  readonly size: number
  /** Bytes. */
  readonly maximum: number
}>()({
  code: 'prompt-too-large',
  message: 'The prompt is larger than the model accepts.',
  remedy: 'Leave out the oldest messages, or choose another model.',
  format: { size: inBytes, maximum: inBytes },
}) {}

/**
 * The task is past its last deadline and still open on-chain.
 *
 * Why: the chain stopped making blocks, or refused the transaction that closes
 * the task. Nothing is lost: fee or answer stay in the contract. Call
 * `TaskClient.resume` with the task once the chain moves again.
 */
export class TaskTimeoutError extends defineError<{
  readonly task: TaskId
  /** Seconds since the epoch at which anyone may close the task. */
  readonly deadline: number
}>()({
  code: 'task-timeout',
  isRetryable: true,
  message: 'The task is past its deadline and was not closed.',
  remedy: 'Resume the task when the chain makes blocks again.',
  format: { deadline: asDate },
}) {}

/**
 * A reorganization removed the task and no later block brought it back.
 *
 * The fee was not taken, because the transaction is not part of the chain. Why:
 * the chain switched to a branch without it, and the network dropped it. Submit
 * again; if the old transaction returns after all, `TaskClient.resume` finds it.
 */
export class TaskDroppedError extends defineError<{
  readonly task: TaskId
}>()({
  code: 'task-dropped',
  isRetryable: true,
  message: 'A reorganization of the chain removed the task.',
  remedy: 'Submit it again; the fee was not taken.',
}) {}

/** Why a task ended without an answer. */
export type RefundReason = 'below-quorum' | 'unavailable' | 'not-drawn'

/**
 * The task ended without an answer, and its fee went back to the requester.
 *
 * `below-quorum`: too few members gave the same output. `unavailable`: a quorum
 * could not fetch the model or the prompt. `not-drawn`: no committee was drawn,
 * or no member voted. The fee waits in the contract: `TaskClient.withdraw` pays
 * it out. Ask again, after `below-quorum` with a larger committee.
 */
export class TaskRefundedError extends defineError<{
  readonly task: TaskId
  /** Wei. */
  readonly amount: bigint
  readonly reason: RefundReason
}>()({
  code: 'task-refunded',
  isRetryable: true,
  message: ({ reason }) => `The task ended without an answer (${reason}).`,
  remedy: 'Take the fee back with withdraw(), then ask again.',
  facts: ({ task, amount }) => ({ task, refund: inWei(amount) }),
}) {}

/**
 * The agreed output exists, but no content store handed it over in time.
 *
 * The answer is decided and not lost: its CID is in the error. Why: the content
 * store is down, or has not found a node that holds the bytes. Call
 * `TaskClient.resume` with the task later, or with another content store.
 */
export class OutputUnavailableError extends defineError<{
  readonly task: TaskId
  readonly output: Cid
}>()({
  code: 'output-unavailable',
  isRetryable: true,
  message: 'The nodes agreed, but their output could not be fetched.',
  remedy: 'Resume the task later, or through another content store.',
}) {}

/**
 * The agreed bytes are not an output document in its canonical form.
 *
 * The bytes do have the agreed digest, so a quorum of the committee voted for
 * them. Why: a quorum of broken or colluding nodes. Do not show them as an
 * answer; ask again with a larger committee, and report the task.
 */
export class OutputInvalidError extends defineError<{
  readonly task: TaskId
  readonly output: Cid
  readonly reason: string
}>()({
  code: 'output-invalid',
  message: ({ reason }) => `The agreed output is no valid document: ${reason}.`,
  remedy: 'Do not trust it; ask again with a larger committee.',
  facts: ({ task, output }) => ({ task, output }),
}) {}

/**
 * The agreed output answers another model or another prompt than the task's.
 *
 * Why: a quorum of the committee voted for a document that belongs elsewhere,
 * for example a replay of an older answer. Do not show it as an answer; ask
 * again with a larger committee, and report the task.
 */
export class OutputMismatchError extends defineError<{
  readonly task: TaskId
  readonly output: Cid
  readonly field: 'model' | 'prompt'
  readonly expected: Cid
  readonly actual: Cid
}>()({
  code: 'output-mismatch',
  message: ({ field }) => `The agreed output is for another ${field}.`,
  remedy: 'Do not trust it; ask again with a larger committee.',
  facts: ({ task, output, field, expected, actual }) => ({
    task,
    output,
    [`expected ${field}`]: expected,
    [`actual ${field}`]: actual,
  }),
}) {}
