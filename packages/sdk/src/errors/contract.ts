import { type Address, type Digest, type Hex, hexToBytes } from '../core/hex.js'
import type { TaskId, TaskState } from '../core/task.js'
import { AichainError } from './base.js'

/**
 * Base of the errors that the contracts declare: one class for each Solidity
 * error, its fields the Solidity arguments under the same names. Nothing was
 * changed on-chain; if the call was only simulated, it cost nothing either.
 */
export abstract class ContractError extends AichainError {}

/** What lies beneath, such as the error of the RPC client. */
type Caused = { readonly cause?: unknown }

/**
 * A deployment was refused: one of its parameters makes no sense.
 *
 * `parameter` names it. Why: a window of no length, an unbonding period shorter
 * than a task can live, a fee floor above what a lie costs, or a protocol fee
 * above its cap. Correct the parameter and deploy again.
 */
export class InvalidParameterError extends ContractError {
  readonly code = 'invalid-parameter'
  /** The Solidity argument `name`, a word errors use for themselves, as text. */
  readonly parameter: string

  /** @param parameters - `name` is 32 bytes: ASCII, then zeros. */
  constructor(parameters: { readonly name: Hex } & Caused) {
    const { name, cause } = parameters
    const parameter = new TextDecoder()
      .decode(hexToBytes(name))
      .replace(/\0+$/, '')
    super({
      shortMessage: 'A parameter of the deployment makes no sense.',
      remedy: 'Correct the parameter and deploy again.',
      facts: [`parameter: ${parameter}`],
      cause,
    })
    this.parameter = parameter
  }
}

/**
 * Joining brought another amount than the bond.
 *
 * Every seat has the same bond, so that splitting stake gains nothing. Send
 * exactly `required` wei: `ConsensusReader.parameters` tells it.
 */
export class WrongBondError extends ContractError {
  readonly code = 'wrong-bond'
  /** Wei. */
  readonly sent: bigint
  /** Wei. */
  readonly required: bigint

  constructor(
    parameters: { readonly sent: bigint; readonly required: bigint } & Caused,
  ) {
    const { sent, required, cause } = parameters
    super({
      shortMessage: 'A seat costs exactly the bond.',
      remedy: 'Join with exactly the required bond.',
      facts: [`sent: ${sent} wei`, `required: ${required} wei`],
      cause,
    })
    this.sent = sent
    this.required = required
  }
}

/**
 * The zero address was given as an owner.
 *
 * Nobody could ever take the stake out again. Give the account that shall own
 * the seat.
 */
export class ZeroAddressError extends ContractError {
  readonly code = 'zero-address'

  constructor({ cause }: Caused = {}) {
    super({
      shortMessage: 'The zero address cannot own a seat.',
      remedy: 'Give the address of the account that shall own it.',
      cause,
    })
  }
}

/**
 * Every seat of this deployment is taken.
 *
 * The number of seats is limited for ever. Wait until a seat that leaves is
 * withdrawn, or join another deployment.
 */
export class SeatsFullError extends ContractError {
  readonly code = 'seats-full'
  override readonly isRetryable = true
  readonly maximum: bigint

  constructor(parameters: { readonly maximum: bigint } & Caused) {
    const { maximum, cause } = parameters
    super({
      shortMessage: 'All seats are taken.',
      remedy: 'Wait for a seat to become free, or join another deployment.',
      facts: [`maximum: ${maximum}`],
      cause,
    })
    this.maximum = maximum
  }
}

/**
 * This key already holds a seat.
 *
 * One key has one seat until the stake of that seat is withdrawn. Use the seat
 * that it has, or another key.
 */
export class SignerTakenError extends ContractError {
  readonly code = 'signer-taken'
  readonly signer: Address
  readonly seat: number

  constructor(
    parameters: { readonly signer: Address; readonly seat: number } & Caused,
  ) {
    const { signer, seat, cause } = parameters
    super({
      shortMessage: 'This key already holds a seat.',
      remedy: 'Use its seat, or join with another key.',
      facts: [`signer: ${signer}`, `seat: ${seat}`],
      cause,
    })
    this.signer = signer
    this.seat = seat
  }
}

/**
 * Nobody holds this seat.
 *
 * Why: the number is mistyped, or the seat was withdrawn.
 * `ConsensusReader.seats` lists the seats that exist.
 */
export class SeatUnknownError extends ContractError {
  readonly code = 'seat-unknown'
  readonly seat: number

  constructor(parameters: { readonly seat: number } & Caused) {
    const { seat, cause } = parameters
    super({
      shortMessage: 'Nobody holds this seat.',
      remedy: 'Check the number of the seat.',
      facts: [`seat: ${seat}`],
      cause,
    })
    this.seat = seat
  }
}

/**
 * Somebody else than the owner of a seat asked for what only the owner may do.
 *
 * Stake and rewards go to the owner's account alone. Send the call from the
 * owner of the seat; `ConsensusReader.seat` tells who that is.
 */
export class NotSeatOwnerError extends ContractError {
  readonly code = 'not-seat-owner'
  readonly seat: number
  readonly caller: Address

  constructor(
    parameters: { readonly seat: number; readonly caller: Address } & Caused,
  ) {
    const { seat, caller, cause } = parameters
    super({
      shortMessage: 'Only the owner of the seat may do this.',
      remedy: 'Send the call from the account that owns the seat.',
      facts: [`seat: ${seat}`, `caller: ${caller}`],
      cause,
    })
    this.seat = seat
    this.caller = caller
  }
}

/**
 * Somebody else than the signer of a seat tried to vote for it.
 *
 * Only the key that joined may commit. Send the call from the signer of the
 * seat; `ConsensusReader.seat` tells who that is.
 */
export class NotSeatSignerError extends ContractError {
  readonly code = 'not-seat-signer'
  readonly seat: number
  readonly caller: Address

  constructor(
    parameters: { readonly seat: number; readonly caller: Address } & Caused,
  ) {
    const { seat, caller, cause } = parameters
    super({
      shortMessage: 'Only the signer of the seat may vote for it.',
      remedy: 'Send the call with the key that joined.',
      facts: [`seat: ${seat}`, `caller: ${caller}`],
      cause,
    })
    this.seat = seat
    this.caller = caller
  }
}

/**
 * The seat is leaving already.
 *
 * It left by its own wish, or was ejected because less than half of its bond
 * was left; from `to` on it is drawn no more. Nothing is left to do but to wait
 * and withdraw.
 */
export class SeatLeavingError extends ContractError {
  readonly code = 'seat-leaving'
  readonly seat: number
  /** Seconds since the epoch. */
  readonly to: number

  constructor(
    parameters: { readonly seat: number; readonly to: number } & Caused,
  ) {
    const { seat, to, cause } = parameters
    super({
      shortMessage: 'The seat is leaving already.',
      remedy: 'Wait, then withdraw the seat.',
      facts: [`seat: ${seat}`, `to: ${isoTime(to)}`],
      cause,
    })
    this.seat = seat
    this.to = to
  }
}

/**
 * A seat that has not left cannot be withdrawn.
 *
 * Its stake answers for its votes. Call `NodeRunner.leave` first; the stake can
 * be withdrawn after notice and unbonding.
 */
export class SeatNotLeavingError extends ContractError {
  readonly code = 'seat-not-leaving'
  readonly seat: number

  constructor(parameters: { readonly seat: number } & Caused) {
    const { seat, cause } = parameters
    super({
      shortMessage: 'The seat has not left.',
      remedy: 'Leave first, then withdraw once the unbonding period is over.',
      facts: [`seat: ${seat}`],
      cause,
    })
    this.seat = seat
  }
}

/**
 * The stake of a seat that left is still locked.
 *
 * It must outlive every task that the seat may be slashed for. Withdraw after
 * `availableAt`, in seconds since the epoch.
 */
export class SeatLockedError extends ContractError {
  readonly code = 'seat-locked'
  override readonly isRetryable = true
  readonly seat: number
  /** Seconds since the epoch. */
  readonly availableAt: bigint

  constructor(
    parameters: {
      readonly seat: number
      readonly availableAt: bigint
    } & Caused,
  ) {
    const { seat, availableAt, cause } = parameters
    super({
      shortMessage: 'The stake is still locked.',
      remedy: 'Withdraw it after the time given.',
      facts: [`seat: ${seat}`, `availableAt: ${isoTime(availableAt)}`],
      cause,
    })
    this.seat = seat
    this.availableAt = availableAt
  }
}

/**
 * The seat holds no more than its bond.
 *
 * Only rewards above the bond can be claimed while the seat stays; losses are
 * made good from rewards first. Claim after the seat has earned more.
 */
export class NothingToClaimError extends ContractError {
  readonly code = 'nothing-to-claim'
  readonly seat: number

  constructor(parameters: { readonly seat: number } & Caused) {
    const { seat, cause } = parameters
    super({
      shortMessage: 'The seat has no rewards above its bond.',
      remedy: 'Claim once it has earned more.',
      facts: [`seat: ${seat}`],
      cause,
    })
    this.seat = seat
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
 * There is no second draw, or it could be picked: finalize the task, and the
 * fee goes back.
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
      remedy: 'Finalize the task to get the fee back, then ask again.',
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

/**
 * The contract owes this account nothing.
 *
 * Refunds are paid once; rewards of a seat are taken with `claim`, its stake
 * with `withdrawSeat`. `Chain.getCredit` tells what `withdraw` would pay.
 */
export class NothingToWithdrawError extends ContractError {
  readonly code = 'nothing-to-withdraw'
  readonly account: Address

  constructor(parameters: { readonly account: Address } & Caused) {
    const { account, cause } = parameters
    super({
      shortMessage: 'The contract owes this account nothing.',
      remedy:
        'Check the account; rewards of a seat are claimed, not withdrawn.',
      facts: [`account: ${account}`],
      cause,
    })
    this.account = account
  }
}

/**
 * The receiver refused the ether.
 *
 * The amount stays in the contract and can be asked for again. Why: the
 * receiver is a contract that accepts no ether, or needs more gas than the call
 * had. Let it accept ether, then ask again.
 */
export class TransferFailedError extends ContractError {
  readonly code = 'transfer-failed'
  readonly to: Address
  /** Wei. */
  readonly amount: bigint

  constructor(
    parameters: { readonly to: Address; readonly amount: bigint } & Caused,
  ) {
    const { to, amount, cause } = parameters
    super({
      shortMessage: 'The receiver refused the ether.',
      remedy: 'Make the receiver accept ether, then ask again.',
      facts: [`to: ${to}`, `amount: ${amount} wei`],
      cause,
    })
    this.to = to
    this.amount = amount
  }
}

/**
 * The model is registered already.
 *
 * A model is its manifest, so equal manifests are one model, and it can be used
 * as it is. To publish a variant, change its manifest, for example the name.
 */
export class ModelAlreadyRegisteredError extends ContractError {
  readonly code = 'model-already-registered'
  readonly model: Digest
  readonly publisher: Address

  constructor(
    parameters: {
      readonly model: Digest
      readonly publisher: Address
    } & Caused,
  ) {
    const { model, publisher, cause } = parameters
    super({
      shortMessage: 'The model is registered already.',
      remedy: 'Use it as it is; nothing has to be registered.',
      facts: [`model: ${model}`, `publisher: ${publisher}`],
      cause,
    })
    this.model = model
    this.publisher = publisher
  }
}

/**
 * The registry lists fewer models than that.
 *
 * Models are counted from 0 to `count` minus one. `ConsensusReader.models`
 * lists them.
 */
export class ModelIndexOutOfRangeError extends ContractError {
  readonly code = 'model-index-out-of-range'
  readonly index: bigint
  readonly count: bigint

  constructor(
    parameters: { readonly index: bigint; readonly count: bigint } & Caused,
  ) {
    const { index, count, cause } = parameters
    super({
      shortMessage: 'The registry lists fewer models than that.',
      remedy: 'Ask for an index below the count.',
      facts: [`index: ${index}`, `count: ${count}`],
      cause,
    })
    this.index = index
    this.count = count
  }
}

/** Times that no calendar can hold are shown as they are. */
function isoTime(seconds: bigint | number): string {
  const date = new Date(Number(seconds) * 1000)
  return Number.isNaN(date.getTime()) ? `${seconds}` : date.toISOString()
}
