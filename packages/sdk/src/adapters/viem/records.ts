import { type Address, cidFromDigest, type Digest } from '@aichain/base'
import type {
  CommitteeMember,
  SeatRecord,
  TaskId,
  TaskRecord,
  TaskResult,
  TaskState,
} from '../../core/task/task.js'
import { ballotOf } from '../../core/vote/ballot.js'

/** A task as viem decodes it; `state` counts as the Solidity enum does. */
export type StoredTask = Omit<
  TaskRecord,
  'id' | 'state' | 'output' | 'requester'
> & {
  readonly state: number
  readonly requester: Address
  readonly output: Digest
}

/** A seat as viem decodes it; all zero where nobody sits. */
export type StoredSeat = Omit<SeatRecord, 'seat' | 'to'> & {
  readonly to: number
}

const taskStates: readonly (TaskState | undefined)[] = [
  undefined,
  'open',
  'decided',
  'undecided',
]

/** `undefined` for a task that was never added. */
export function taskRecord(
  id: TaskId,
  stored: StoredTask,
): TaskRecord | undefined {
  const state = taskStates[stored.state]
  if (state === undefined) return undefined
  return {
    id,
    requester: state === 'decided' ? undefined : stored.requester,
    fee: stored.fee,
    addedAt: stored.addedAt,
    addedIn: stored.addedIn,
    committeeSize: stored.committeeSize,
    state,
    committed: stored.committed,
    revealed: stored.revealed,
    punished: stored.punished,
    winners: stored.winners,
    output: state === 'decided' ? cidFromDigest(stored.output) : undefined,
  }
}

/** The result of a task that was added; zero words stand for nothing. */
export function taskResult(stored: {
  readonly state: number
  readonly output: Digest
  readonly appeal: TaskId
  readonly overturned: boolean
}): TaskResult {
  const { overturned } = stored
  const word = orNothing(stored.output)
  const output = word && cidFromDigest(word)
  const appeal = orNothing(stored.appeal)
  // A task that was never added has no result: the contract refuses.
  const state = taskStates[stored.state] as TaskState
  return { state, output, appeal, overturned }
}

function orNothing(word: Digest): Digest | undefined {
  return BigInt(word) === 0n ? undefined : word
}

/** `undefined` for a seat that nobody holds. */
export function seatRecord(
  seat: number,
  { signer, owner, from, to, balance }: StoredSeat,
): SeatRecord | undefined {
  if (BigInt(signer) === 0n) return undefined
  const leaving = to === 0 ? undefined : to
  return { seat, signer, owner, from, to: leaving, balance }
}

/** Members in order; a ballot is a word that the task's bitmaps explain. */
export function committeeMembers(
  seats: readonly number[],
  signers: readonly `0x${string}`[],
  ballots: readonly Digest[],
  task: Pick<StoredTask, 'committed' | 'revealed'>,
): CommitteeMember[] {
  return seats.map((seat, member) => ({
    member,
    seat,
    signer: signers[member] as `0x${string}`,
    ballot: ballotOf(task, member, orNothing(ballots[member] as Digest)),
  }))
}
