import { hasMember } from '../../core/bitmap.js'
import type { Digest } from '../../core/hex.js'
import type {
  CommitteeMember,
  SeatRecord,
  TaskId,
  TaskRecord,
  TaskState,
} from '../../core/task.js'

/** A task as viem decodes it; `state` counts as the Solidity enum does. */
export type StoredTask = Omit<TaskRecord, 'id' | 'state' | 'output'> & {
  readonly state: number
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
    requester: stored.requester,
    fee: stored.fee,
    addedAt: stored.addedAt,
    addedIn: stored.addedIn,
    committeeSize: stored.committeeSize,
    state,
    committed: stored.committed,
    revealed: stored.revealed,
    punished: stored.punished,
    output: state === 'decided' ? stored.output : undefined,
  }
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
    ballot: ballotOf(member, ballots[member] as Digest, task),
  }))
}

function ballotOf(
  member: number,
  word: Digest,
  { committed, revealed }: Pick<StoredTask, 'committed' | 'revealed'>,
): CommitteeMember['ballot'] {
  if (hasMember(revealed, member)) return { type: 'revealed', output: word }
  if (hasMember(committed, member))
    return { type: 'committed', commitment: word }
  return { type: 'none' }
}
