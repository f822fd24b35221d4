import type { Cid } from '@aichain/base'
import { AichainError } from '@aichain/base'
import type { TaskId } from '../core/task/task.js'

/**
 * The chain knows no task of this id.
 *
 * Why: the id is mistyped, belongs to another chain or contract, or its
 * transaction is not in a block yet. Check the id and the deployment, or wait
 * for a block and ask again.
 */
export class TaskNotFoundError extends AichainError {
  readonly code = 'task-not-found'
  readonly task: TaskId

  constructor(parameters: { readonly task: TaskId }) {
    super({
      shortMessage: 'The chain knows no such task.',
      remedy: 'Check the task id, and that the deployment is the one it is on.',
      facts: [`task: ${parameters.task}`],
    })
    this.task = parameters.task
  }
}

/**
 * The conversation cannot be a prompt.
 *
 * Nothing was sent. Why: no messages, an unknown role, an unknown key, a last
 * message that is not the user's, or text that is not well-formed Unicode.
 * Every node would refuse it in the same way, and the fee would be spent on
 * that. Mend the messages and ask again.
 */
export class PromptInvalidError extends AichainError {
  readonly code = 'prompt-invalid'
  readonly reason: string

  constructor(parameters: { readonly reason: string }) {
    super({
      shortMessage: `The messages are no valid prompt: ${parameters.reason}.`,
      remedy: 'Correct the messages; the last one must be from the user.',
    })
    this.reason = parameters.reason
  }
}

/**
 * The prompt has more bytes than the model accepts.
 *
 * Nothing was sent. The limit is `decoding.maxPromptBytes` of the model's
 * manifest. Shorten the conversation, for example by leaving out its oldest
 * turns, or use a model with a larger limit.
 */
export class PromptTooLargeError extends AichainError {
  readonly code = 'prompt-too-large'
  /** Bytes. */
  readonly size: number
  /** Bytes. */
  readonly maximum: number

  constructor(parameters: { readonly size: number; readonly maximum: number }) {
    const { size, maximum } = parameters
    super({
      shortMessage: 'The prompt is larger than the model accepts.',
      remedy: 'Leave out the oldest messages, or choose another model.',
      facts: [`size: ${size} bytes`, `maximum: ${maximum} bytes`],
    })
    this.size = size
    this.maximum = maximum
  }
}

/**
 * The task is past its last deadline and still open on-chain.
 *
 * Why: the chain stopped making blocks, or refused the transaction that closes
 * the task. Nothing is lost: fee or answer stay in the contract. Call
 * `TaskClient.resume` with the task once the chain moves again.
 */
export class TaskTimeoutError extends AichainError {
  readonly code = 'task-timeout'
  override readonly isRetryable = true
  readonly task: TaskId
  /** Seconds since the epoch at which anyone may close the task. */
  readonly deadline: number

  constructor(parameters: {
    readonly task: TaskId
    readonly deadline: number
    readonly cause?: unknown
  }) {
    const { task, deadline, cause } = parameters
    super({
      shortMessage: 'The task is past its deadline and was not closed.',
      remedy: 'Resume the task when the chain makes blocks again.',
      facts: [
        `task: ${task}`,
        `deadline: ${new Date(deadline * 1000).toISOString()}`,
      ],
      cause,
    })
    this.task = task
    this.deadline = deadline
  }
}

/**
 * A reorganization removed the task and no later block brought it back.
 *
 * The fee was not taken, because the transaction is not part of the chain. Why:
 * the chain switched to a branch without it, and the network dropped it. Submit
 * again; if the old transaction returns after all, `TaskClient.resume` finds it.
 */
export class TaskDroppedError extends AichainError {
  readonly code = 'task-dropped'
  override readonly isRetryable = true
  readonly task: TaskId

  constructor(parameters: { readonly task: TaskId }) {
    super({
      shortMessage: 'A reorganization of the chain removed the task.',
      remedy: 'Submit it again; the fee was not taken.',
      facts: [`task: ${parameters.task}`],
    })
    this.task = parameters.task
  }
}

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
export class TaskRefundedError extends AichainError {
  readonly code = 'task-refunded'
  override readonly isRetryable = true
  readonly task: TaskId
  /** Wei. */
  readonly amount: bigint
  readonly reason: RefundReason

  constructor(parameters: {
    readonly task: TaskId
    readonly amount: bigint
    readonly reason: RefundReason
  }) {
    const { task, amount, reason } = parameters
    super({
      shortMessage: `The task ended without an answer (${reason}).`,
      remedy: 'Take the fee back with withdraw(), then ask again.',
      facts: [`task: ${task}`, `refund: ${amount} wei`],
    })
    this.task = task
    this.amount = amount
    this.reason = reason
  }
}

/**
 * The agreed output exists, but no content store handed it over in time.
 *
 * The answer is decided and not lost: its CID is in the error. Why: the content
 * store is down, or has not found a node that holds the bytes. Call
 * `TaskClient.resume` with the task later, or with another content store.
 */
export class OutputUnavailableError extends AichainError {
  readonly code = 'output-unavailable'
  override readonly isRetryable = true
  readonly task: TaskId
  readonly output: Cid

  constructor(parameters: {
    readonly task: TaskId
    readonly output: Cid
    readonly cause?: unknown
  }) {
    const { task, output, cause } = parameters
    super({
      shortMessage: 'The nodes agreed, but their output could not be fetched.',
      remedy: 'Resume the task later, or through another content store.',
      facts: [`task: ${task}`, `output: ${output}`],
      cause,
    })
    this.task = task
    this.output = output
  }
}

/**
 * The agreed bytes are not an output document in its canonical form.
 *
 * The bytes do have the agreed digest, so a quorum of the committee voted for
 * them. Why: a quorum of broken or colluding nodes. Do not show them as an
 * answer; ask again with a larger committee, and report the task.
 */
export class OutputInvalidError extends AichainError {
  readonly code = 'output-invalid'
  readonly task: TaskId
  readonly output: Cid
  readonly reason: string

  constructor(parameters: {
    readonly task: TaskId
    readonly output: Cid
    readonly reason: string
  }) {
    const { task, output, reason } = parameters
    super({
      shortMessage: `The agreed output is no valid document: ${reason}.`,
      remedy: 'Do not trust it; ask again with a larger committee.',
      facts: [`task: ${task}`, `output: ${output}`],
    })
    this.task = task
    this.output = output
    this.reason = reason
  }
}

/**
 * The agreed output answers another model or another prompt than the task's.
 *
 * Why: a quorum of the committee voted for a document that belongs elsewhere,
 * for example a replay of an older answer. Do not show it as an answer; ask
 * again with a larger committee, and report the task.
 */
export class OutputMismatchError extends AichainError {
  readonly code = 'output-mismatch'
  readonly task: TaskId
  readonly output: Cid
  readonly field: 'model' | 'prompt'
  readonly expected: Cid
  readonly actual: Cid

  constructor(parameters: {
    readonly task: TaskId
    readonly output: Cid
    readonly field: 'model' | 'prompt'
    readonly expected: Cid
    readonly actual: Cid
  }) {
    const { task, output, field, expected, actual } = parameters
    super({
      shortMessage: `The agreed output is for another ${field}.`,
      remedy: 'Do not trust it; ask again with a larger committee.',
      facts: [
        `task: ${task}`,
        `output: ${output}`,
        `expected ${field}: ${expected}`,
        `actual ${field}: ${actual}`,
      ],
    })
    this.task = task
    this.output = output
    this.field = field
    this.expected = expected
    this.actual = actual
  }
}
