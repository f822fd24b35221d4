import { type Address, asDate } from '@aichain/base'
import type { TaskId } from '../core/task/task.js'
import { defineContractError } from './contract-error.js'

/**
 * The settlement does not fit the committee.
 *
 * It names a voter or an output twice, or voters beyond the committee, or does
 * not have exactly one vote or one commitment for each member. Build it with
 * `settlement` of `@aichain/sdk/core`, which says what is wrong.
 */
export class MalformedSettlementError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
}>()({
  code: 'malformed-settlement',
  message: 'The settlement does not fit the committee.',
  remedy: 'Build it with `settlement` of @aichain/sdk/core.',
}) {}

/**
 * Only the requester may settle without the votes of all members, for now.
 *
 * This gives every member the time to bring its vote. Collect the missing
 * votes, or settle after `until`, in seconds since the epoch.
 */
export class VotesMissingError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  readonly votes: bigint
  readonly required: bigint
  /** Seconds since the epoch. */
  readonly until: number
}>()({
  code: 'votes-missing',
  isRetryable: true,
  message: 'The votes of some members are missing.',
  remedy: 'Collect them, or settle after the time given.',
  format: { until: asDate },
}) {}

/**
 * A vote of the settlement was not signed by its seat.
 *
 * `recovered` is the account that the signature leads to. Why: somebody else
 * signed, or `signer` signed another task, output or seal; a vote names the
 * seal of exactly the commitments that are settled. Check every signature
 * before settling, and leave this vote out.
 */
export class InvalidVoteError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  readonly member: number
  readonly signer: Address
  readonly recovered: Address
}>()({
  code: 'invalid-vote',
  message: 'A vote was not signed by its seat.',
  remedy: 'Leave the vote out, or have it signed for this seal.',
}) {}

/**
 * No output has enough votes to settle the task.
 *
 * The task stays open, and nothing is lost: collect more votes, or let the members
 * commit and reveal on-chain. `required` votes decide.
 */
export class NoQuorumError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  readonly required: bigint
}>()({
  code: 'no-quorum',
  message: 'No output has enough votes.',
  remedy: 'Collect more votes, or leave the task to the chain.',
}) {}

/**
 * The vote shown contradicts nothing: it is for the output that was decided, or
 * says "unavailable".
 *
 * Such a vote was right, or at least not a lie: only a signed vote for another
 * output can be punished.
 */
export class NoContradictionError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  readonly member: number
}>()({
  code: 'no-contradiction',
  message: 'The vote contradicts nothing.',
  remedy: 'Show a vote for another output, or none.',
}) {}

/**
 * The member was already slashed in full for this task.
 *
 * A task can cost a member this much only once. Somebody was quicker, or the
 * verdict itself slashed it. There is nothing left to do.
 */
export class AlreadyPunishedError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  readonly member: number
}>()({
  code: 'already-punished',
  message: 'The member was already slashed in full for this task.',
  remedy: 'There is nothing left to punish.',
}) {}
