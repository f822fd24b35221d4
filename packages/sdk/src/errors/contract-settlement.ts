import type { Address, Digest } from '@aichain/base'
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
 * Members that sealed a vote were left out, and reveals are over.
 *
 * They would have no time to bring their votes. `missing` counts them: collect
 * their votes, or let the task be finalized.
 */
export class VotesMissingError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  readonly missing: bigint
}>()({
  code: 'votes-missing',
  message: 'The votes of some members that sealed one are missing.',
  remedy: 'Collect them; it is too late to leave them out.',
}) {}

/**
 * A vote was not signed by its seat.
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
 * An acknowledgement was not signed by its seat.
 *
 * `recovered` is the account that the signature leads to. Why: somebody else
 * signed, or `signer` saw another seal. Leave it out; a quorum of the others is
 * enough.
 */
export class InvalidAcknowledgementError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  readonly member: number
  readonly signer: Address
  readonly recovered: Address
}>()({
  code: 'invalid-acknowledgement',
  message: 'An acknowledgement was not signed by its seat.',
  remedy: 'Leave it out, or have this seal acknowledged.',
}) {}

/**
 * A seal was made the court's already, or members committed one by one.
 *
 * What is committed counts: reveal it, or commit as the others do.
 */
export class AlreadyConvenedError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
}>()({
  code: 'already-convened',
  message: 'The court has its commitments already.',
  remedy: 'Go on with the commitments that it has.',
}) {}

/**
 * These are not the commitments of the seal that was settled.
 *
 * `expected` is that seal, zero if the settlement left nobody out; `actual` is
 * what the commitments give. Bring all of them, in the order of the members, as
 * they were when the vote was signed.
 */
export class WrongSealError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  readonly expected: Digest
  readonly actual: Digest
}>()({
  code: 'wrong-seal',
  message: 'These are not the commitments of the seal that was settled.',
  remedy: 'Bring the commitments of that seal, in the order of the members.',
}) {}

/**
 * No output has enough votes to settle the task, or too few members
 * acknowledged the seal.
 *
 * The task stays open, and nothing is lost: collect more votes, or let the members
 * commit and reveal on-chain. `required` of them are needed.
 */
export class NoQuorumError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  readonly required: bigint
}>()({
  code: 'no-quorum',
  message: 'There are not enough equal votes, or acknowledgements.',
  remedy: 'Collect more votes, or leave the task to the chain.',
}) {}

/**
 * The vote shown contradicts nothing: it is for the output that was decided,
 * for the one that an appeal found right, or says "unavailable".
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
 * decision itself slashed it. There is nothing left to do.
 */
export class AlreadyPunishedError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
  readonly member: number
}>()({
  code: 'already-punished',
  message: 'The member was already slashed in full for this task.',
  remedy: 'There is nothing left to punish.',
}) {}

/**
 * The task paid everything that it can pay.
 *
 * Somebody closed it, or all its votes are known. There is nothing left to do.
 */
export class AlreadyClosedError extends /* @__PURE__ */ defineContractError<{
  readonly task: TaskId
}>()({
  code: 'already-closed',
  message: 'The task has paid everything that it can pay.',
  remedy: 'There is nothing left to close.',
}) {}
