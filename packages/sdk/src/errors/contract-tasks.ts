import type { TaskId, TaskState } from '../core/task/task.js'
import { type Caused, ContractError, isoTime } from './contract-error.js'

/**
 * No committee can have this size.
 *
 * Fewer than three votes cannot outvote a liar, and more than fifteen would
 * cost more than they protect. Ask for a size between `minimum` and `maximum`.
 */
export class CommitteeSizeOutOfRangeError extends ContractError {
  readonly code = 'committee-size-out-of-range'
  readonly size: number
  readonly minimum: number
  readonly maximum: number

  constructor(
    parameters: {
      readonly size: number
      readonly minimum: number
      readonly maximum: number
    } & Caused,
  ) {
    const { size, minimum, maximum, cause } = parameters
    super({
      shortMessage: 'No committee can have this size.',
      remedy: 'Ask for a size in the range given.',
      facts: [`size: ${size}`, `minimum: ${minimum}`, `maximum: ${maximum}`],
      cause,
    })
    this.size = size
    this.minimum = minimum
    this.maximum = maximum
  }
}

/**
 * A digest of zero was given for a model, a prompt, a commitment or an output.
 *
 * No content has this digest: the value was never set. Pass the sha2-256 digest
 * of the document, which `digestFromCid` gives.
 */
export class EmptyDigestError extends ContractError {
  readonly code = 'empty-digest'

  constructor({ cause }: Caused = {}) {
    super({
      shortMessage: 'Zero is no digest.',
      remedy: 'Pass the digest of the document.',
      cause,
    })
  }
}

/**
 * The fee is below the minimum of this deployment.
 *
 * The minimum is `minimumFeePerSeat` times the size of the committee, so that
 * answering pays. Offer at least `minimum` wei, or ask for a smaller committee;
 * `TaskClient.quote` tells both.
 */
export class FeeTooLowError extends ContractError {
  readonly code = 'fee-too-low'
  /** Wei. */
  readonly fee: bigint
  /** Wei. */
  readonly minimum: bigint

  constructor(
    parameters: { readonly fee: bigint; readonly minimum: bigint } & Caused,
  ) {
    const { fee, minimum, cause } = parameters
    super({
      shortMessage: 'The fee is too low.',
      remedy: 'Offer at least the minimum, or ask for a smaller committee.',
      facts: [`fee: ${fee} wei`, `minimum: ${minimum} wei`],
      cause,
    })
    this.fee = fee
    this.minimum = minimum
  }
}

/**
 * The fee is above the maximum of this deployment.
 *
 * A member that is absent loses its part of the fee; with a larger fee, absence
 * would cost more than a lie. Offer at most `maximum` wei, or ask for a larger
 * committee.
 */
export class FeeTooHighError extends ContractError {
  readonly code = 'fee-too-high'
  /** Wei. */
  readonly fee: bigint
  /** Wei. */
  readonly maximum: bigint

  constructor(
    parameters: { readonly fee: bigint; readonly maximum: bigint } & Caused,
  ) {
    const { fee, maximum, cause } = parameters
    super({
      shortMessage: 'The fee is too high.',
      remedy: 'Offer at most the maximum, or ask for a larger committee.',
      facts: [`fee: ${fee} wei`, `maximum: ${maximum} wei`],
      cause,
    })
    this.fee = fee
    this.maximum = maximum
  }
}

/**
 * Fewer seats are active than the committee needs.
 *
 * `active` counts the seats that stay, or those that the draw found eligible.
 * Ask for a smaller committee, or wait for more nodes to join; a seat that
 * joins becomes eligible after the activation delay.
 */
export class NotEnoughSeatsError extends ContractError {
  readonly code = 'not-enough-seats'
  override readonly isRetryable = true
  readonly active: bigint
  readonly required: bigint

  constructor(
    parameters: { readonly active: bigint; readonly required: bigint } & Caused,
  ) {
    const { active, required, cause } = parameters
    super({
      shortMessage: 'Too few seats are active for this committee.',
      remedy: 'Ask for a smaller committee, or wait for more nodes.',
      facts: [`active: ${active}`, `required: ${required}`],
      cause,
    })
    this.active = active
    this.required = required
  }
}

/**
 * The requester has placed this order before, with the same nonce.
 *
 * Nothing was paid twice: the first one counts, whatever fee it brought. Go on
 * with the task that exists, for example by `TaskClient.resume`; to ask the same
 * again, choose another nonce.
 */
export class TaskExistsError extends ContractError {
  readonly code = 'task-exists'
  readonly task: TaskId

  constructor(parameters: { readonly task: TaskId } & Caused) {
    const { task, cause } = parameters
    super({
      shortMessage: 'The same order was placed before.',
      remedy: 'Go on with the task that exists, or choose another nonce.',
      facts: [`task: ${task}`],
      cause,
    })
    this.task = task
  }
}

/**
 * The contract has never seen this task.
 *
 * Why: the id is mistyped, belongs to another chain or contract, or its
 * transaction is not in a block yet. Check id and deployment, or wait for the
 * next block.
 */
export class TaskUnknownError extends ContractError {
  readonly code = 'task-unknown'
  readonly task: TaskId

  constructor(parameters: { readonly task: TaskId } & Caused) {
    const { task, cause } = parameters
    super({
      shortMessage: 'The contract has never seen this task.',
      remedy: 'Check the task id and the deployment.',
      facts: [`task: ${task}`],
      cause,
    })
    this.task = task
  }
}

/**
 * The task is closed.
 *
 * It was decided, or its fee went back; both are final. Read the outcome with
 * `ConsensusReader.task`; no vote is needed any more.
 */
export class TaskNotOpenError extends ContractError {
  readonly code = 'task-not-open'
  readonly task: TaskId
  readonly state: TaskState | 'none'

  constructor(
    parameters: {
      readonly task: TaskId
      readonly state: TaskState | 'none'
    } & Caused,
  ) {
    const { task, state, cause } = parameters
    super({
      shortMessage: 'The task is closed.',
      remedy: 'Read its outcome; nothing more can be done to it.',
      facts: [`task: ${task}`, `state: ${state}`],
      cause,
    })
    this.task = task
    this.state = state
  }
}

/**
 * The task has no agreed output: there is no receipt of one, and nothing to punish
 * or to appeal.
 *
 * Why: it is still open, or it ended without an agreement and the fee went
 * back. `ConsensusReader.votes` tells who voted what so far; for an open task,
 * `TaskClient.resume` waits for the end.
 */
export class TaskNotDecidedError extends ContractError {
  readonly code = 'task-not-decided'
  readonly task: TaskId
  readonly state: TaskState | 'none'

  constructor(
    parameters: {
      readonly task: TaskId
      readonly state: TaskState | 'none'
    } & Caused,
  ) {
    const { task, state, cause } = parameters
    super({
      shortMessage: 'The task has no agreed output.',
      remedy: 'Look at its votes; if it is open, wait for its end.',
      facts: [`task: ${task}`, `state: ${state}`],
      cause,
    })
    this.task = task
    this.state = state
  }
}

/**
 * The task is past its last deadline.
 *
 * Since `diedAt`, in seconds since the epoch, its members may have left with their
 * stake, so nobody can be paid or slashed for it any more. If it is still open,
 * finalize it, and the fee goes back.
 */
export class TaskDeadError extends ContractError {
  readonly code = 'task-dead'
  readonly task: TaskId
  /** Seconds since the epoch. */
  readonly diedAt: bigint

  constructor(
    parameters: { readonly task: TaskId; readonly diedAt: bigint } & Caused,
  ) {
    const { task, diedAt, cause } = parameters
    super({
      shortMessage: 'The task is past its last deadline.',
      remedy: 'Finalize it if it is open, to get the fee back.',
      facts: [`task: ${task}`, `diedAt: ${isoTime(diedAt)}`],
      cause,
    })
    this.task = task
    this.diedAt = diedAt
  }
}

/**
 * The committee of the task is not known yet.
 *
 * It is drawn from the hash of block `blockNumber`, which holds the task, and a
 * contract can read that hash from the next block on. Ask again after the next
 * block.
 */
export class SeedNotReadyError extends ContractError {
  readonly code = 'seed-not-ready'
  override readonly isRetryable = true
  readonly task: TaskId
  readonly blockNumber: bigint

  constructor(
    parameters: {
      readonly task: TaskId
      readonly blockNumber: bigint
    } & Caused,
  ) {
    const { task, blockNumber, cause } = parameters
    super({
      shortMessage: 'The committee is known from the next block on.',
      remedy: 'Ask again after the next block.',
      facts: [`task: ${task}`, `blockNumber: ${blockNumber}`],
      cause,
    })
    this.task = task
    this.blockNumber = blockNumber
  }
}

/**
 * The committee of the task can no longer be drawn.
 *
 * Contracts see the hashes of the last blocks only, and nobody drew the
 * committee or voted while the hash of block `blockNumber` was among them.
 * There is no second draw, or it could be picked: cancel the task, and the fee
 * goes back. Of a task that was settled with all votes the decision stands, but
 * it can no longer be appealed.
 */
export class SeedExpiredError extends ContractError {
  readonly code = 'seed-expired'
  readonly task: TaskId
  readonly blockNumber: bigint

  constructor(
    parameters: {
      readonly task: TaskId
      readonly blockNumber: bigint
    } & Caused,
  ) {
    const { task, blockNumber, cause } = parameters
    super({
      shortMessage: 'The committee can no longer be drawn.',
      remedy:
        'If the task is open, cancel it to get the fee back, then ask again.',
      facts: [`task: ${task}`, `blockNumber: ${blockNumber}`],
      cause,
    })
    this.task = task
    this.blockNumber = blockNumber
  }
}

/**
 * The committee of the task is written down already.
 *
 * Somebody was quicker, or a first vote has written it down. Nothing is lost
 * and nothing is left to do.
 */
export class AlreadyDrawnError extends ContractError {
  readonly code = 'already-drawn'
  readonly task: TaskId

  constructor(parameters: { readonly task: TaskId } & Caused) {
    const { task, cause } = parameters
    super({
      shortMessage: 'The committee is drawn already.',
      remedy: 'Go on: there is nothing left to draw.',
      facts: [`task: ${task}`],
      cause,
    })
    this.task = task
  }
}

/**
 * The task cannot be cancelled: it has a committee that can answer it.
 *
 * Only a task that no committee can answer is given up before its time. Wait for
 * the answer; if none comes, the fee goes back once the windows are over.
 */
export class CommitteeKnownError extends ContractError {
  readonly code = 'committee-known'
  readonly task: TaskId

  constructor(parameters: { readonly task: TaskId } & Caused) {
    const { task, cause } = parameters
    super({
      shortMessage: 'The task has a committee that can answer it.',
      remedy: 'Wait for the answer, or for the end of its windows.',
      facts: [`task: ${task}`],
      cause,
    })
    this.task = task
  }
}

/**
 * The committee has no such member.
 *
 * Members are counted from 0 to the size of the committee minus one; a member
 * is a place in the committee, not the number of a seat.
 * `ConsensusReader.committee` lists them.
 */
export class MemberUnknownError extends ContractError {
  readonly code = 'member-unknown'
  readonly task: TaskId
  readonly member: number

  constructor(
    parameters: { readonly task: TaskId; readonly member: number } & Caused,
  ) {
    const { task, member, cause } = parameters
    super({
      shortMessage: 'The committee has no such member.',
      remedy: 'Use the place in the committee, not the number of the seat.',
      facts: [`task: ${task}`, `member: ${member}`],
      cause,
    })
    this.task = task
    this.member = member
  }
}
