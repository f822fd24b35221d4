import type { Address } from '@aichain/base'
import type { TaskId } from '../core/task/task.js'
import { type Caused, ContractError, isoTime } from './contract-error.js'

/**
 * The settlement does not fit the committee.
 *
 * It names a voter or an output twice, or voters beyond the committee, or does not
 * bring exactly one vote or one commitment for each member. Build it with
 * `settlement` of `@aichain/sdk/core`, which says what is wrong.
 */
export class MalformedSettlementError extends ContractError {
  readonly code = 'malformed-settlement'
  readonly task: TaskId

  constructor(parameters: { readonly task: TaskId } & Caused) {
    const { task, cause } = parameters
    super({
      shortMessage: 'The settlement does not fit the committee.',
      remedy: 'Build it with `settlement` of @aichain/sdk/core.',
      facts: [`task: ${task}`],
      cause,
    })
    this.task = task
  }
}

/**
 * Only the requester may settle without the votes of all members, for now.
 *
 * So many members get the time to bring their votes. Collect the missing votes,
 * or settle after `until`, in seconds since the epoch.
 */
export class VotesMissingError extends ContractError {
  readonly code = 'votes-missing'
  override readonly isRetryable = true
  readonly task: TaskId
  readonly votes: bigint
  readonly required: bigint
  /** Seconds since the epoch. */
  readonly until: bigint

  constructor(
    parameters: {
      readonly task: TaskId
      readonly votes: bigint
      readonly required: bigint
      readonly until: bigint
    } & Caused,
  ) {
    const { task, votes, required, until, cause } = parameters
    super({
      shortMessage: 'Votes of some members are missing.',
      remedy: 'Collect them, or settle after the time given.',
      facts: [
        `task: ${task}`,
        `votes: ${votes}`,
        `required: ${required}`,
        `until: ${isoTime(until)}`,
      ],
      cause,
    })
    this.task = task
    this.votes = votes
    this.required = required
    this.until = until
  }
}

/**
 * A vote of the settlement was not signed by its seat.
 *
 * `recovered` is whose signature it is: of `signer` over another task, output or
 * seal, or of somebody else. Signers name the seal of exactly the commitments that
 * are settled. Recover every vote before, and leave this one out.
 */
export class InvalidVoteError extends ContractError {
  readonly code = 'invalid-vote'
  readonly task: TaskId
  readonly member: number
  readonly signer: Address
  readonly recovered: Address

  constructor(
    parameters: {
      readonly task: TaskId
      readonly member: number
      readonly signer: Address
      readonly recovered: Address
    } & Caused,
  ) {
    const { task, member, signer, recovered, cause } = parameters
    super({
      shortMessage: 'A vote was not signed by its seat.',
      remedy: 'Leave the vote out, or have it signed for this seal.',
      facts: [
        `task: ${task}`,
        `member: ${member}`,
        `signer: ${signer}`,
        `recovered: ${recovered}`,
      ],
      cause,
    })
    this.task = task
    this.member = member
    this.signer = signer
    this.recovered = recovered
  }
}

/**
 * No output has enough votes to settle the task.
 *
 * The task stays open, and nothing is lost: collect more votes, or let the members
 * commit and reveal on-chain. `required` votes decide.
 */
export class NoQuorumError extends ContractError {
  readonly code = 'no-quorum'
  readonly task: TaskId
  readonly required: bigint

  constructor(
    parameters: { readonly task: TaskId; readonly required: bigint } & Caused,
  ) {
    const { task, required, cause } = parameters
    super({
      shortMessage: 'No output has enough votes.',
      remedy: 'Collect more votes, or leave the task to the chain.',
      facts: [`task: ${task}`, `required: ${required}`],
      cause,
    })
    this.task = task
    this.required = required
  }
}

/**
 * The vote shown contradicts nothing: it is for the output that was decided, or
 * says "unavailable".
 *
 * Such a vote was right, or no lie: only a signed vote for another output can be
 * punished.
 */
export class NoContradictionError extends ContractError {
  readonly code = 'no-contradiction'
  readonly task: TaskId
  readonly member: number

  constructor(
    parameters: { readonly task: TaskId; readonly member: number } & Caused,
  ) {
    const { task, member, cause } = parameters
    super({
      shortMessage: 'The vote contradicts nothing.',
      remedy: 'Show a vote for another output, or none.',
      facts: [`task: ${task}`, `member: ${member}`],
      cause,
    })
    this.task = task
    this.member = member
  }
}

/**
 * The member was slashed in full for this task before.
 *
 * One task costs a member one lie. Somebody was quicker, or the verdict itself
 * slashed it. Nothing is left to do.
 */
export class AlreadyPunishedError extends ContractError {
  readonly code = 'already-punished'
  readonly task: TaskId
  readonly member: number

  constructor(
    parameters: { readonly task: TaskId; readonly member: number } & Caused,
  ) {
    const { task, member, cause } = parameters
    super({
      shortMessage: 'The member was slashed in full for this task before.',
      remedy: 'Go on: there is nothing left to punish.',
      facts: [`task: ${task}`, `member: ${member}`],
      cause,
    })
    this.task = task
    this.member = member
  }
}
