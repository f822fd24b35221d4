import { type Address, cidFromDigest, type Digest } from '@aichain/base'
import type { Allowance } from '../../core/task/allowance.js'
import type {
  ByClass,
  ListId,
  ListRecord,
  ListTerms,
  PriceClass,
} from '../../core/task/list.js'
import { listId } from '../../core/task/list-id.js'
import type {
  CommitteeMember,
  SeatRecord,
  Seed,
  TaskId,
  TaskRecord,
  TaskState,
} from '../../core/task/task.js'
import type { Appeal, Verdict } from '../../core/task/verdict.js'
import { ballotOf } from '../../core/vote/ballot.js'
import { orNothing } from './words.js'

const taskStates: readonly (TaskState | undefined)[] = [
  undefined,
  'open',
  'decided',
  'undecided',
]

/** A task as viem decodes it; `state` and `seed` count as the Solidity enums do. */
export type StoredTask = Omit<
  TaskRecord,
  'id' | 'state' | 'seed' | 'roundTip' | 'requester' | 'output'
> & {
  readonly state: number
  readonly seed: number
  readonly addedIn: bigint
  readonly roundTip: number
  readonly requester: Address
  readonly output: Digest
}

/** `undefined` for a task that was never added. */
export function taskRecord(
  id: TaskId,
  stored: StoredTask,
  unit: bigint,
): TaskRecord | undefined {
  const state = taskStates[stored.state]
  if (state === undefined) return undefined
  const isDecided = state === 'decided'
  const seed: Seed = stored.seed === 1 ? 'block' : 'beacon'
  return {
    ...stored,
    id,
    state,
    seed,
    share: stored.share * unit,
    addedIn: isDecided ? undefined : stored.addedIn,
    roundTip: BigInt(stored.roundTip) * unit,
    requester: isDecided ? undefined : stored.requester,
    output: isDecided ? cidFromDigest(stored.output) : undefined,
  }
}

/** Members in order; a ballot is a word that the task's bitmaps explain. */
export function committeeMembers(
  seats: readonly number[],
  signers: readonly Address[],
  ballots: readonly Digest[],
  task: TaskRecord,
): CommitteeMember[] {
  return seats.map((seat, member) => ({
    member,
    seat,
    signer: signers[member] as Address,
    ballot: ballotOf(task, member, orNothing(ballots[member] as Digest)),
  }))
}

/** A seat as viem decodes it; all zero where nobody sits. */
export type StoredSeat = {
  readonly signer: Address
  readonly formerSigner: Address
  readonly signerSince: number
  readonly owner: Address
  readonly heldUntil: bigint
  readonly to: number
  readonly balance: bigint
  readonly paidIn: bigint
  readonly list: ListId
  readonly class: number
  readonly index: number
}

/** `undefined` for a seat that nobody holds. */
export function seatRecord(
  seat: number,
  stored: StoredSeat,
  unit: bigint,
): SeatRecord | undefined {
  const { signer, owner, signerSince, to } = stored
  if (BigInt(signer) === 0n) return undefined
  const list = orNothing(stored.list)
  return {
    seat,
    signer,
    formerSigner: orNothing(stored.formerSigner),
    signerSince: signerSince === 0 ? undefined : signerSince,
    owner,
    heldUntil: Number(stored.heldUntil),
    to: to === 0 ? undefined : to,
    balance: stored.balance * unit,
    paidIn: stored.paidIn * unit,
    place: list && {
      list,
      class: stored.class as PriceClass,
      index: stored.index,
    },
  }
}

/** `undefined` for a list that never opened: entering one always costs something. */
export function listRecord(
  terms: ListTerms,
  stored: {
    readonly isOpening: boolean
    readonly current: ByClass<number>
    readonly next: ByClass<number>
    readonly open: number
    readonly entranceFee: bigint
  },
  unit: bigint,
): ListRecord | undefined {
  const { isOpening, current, next, open, entranceFee } = stored
  if (entranceFee === 0n) return undefined
  return {
    model: terms.model,
    ...(terms.author && { author: terms.author }),
    id: listId(terms),
    isOpening,
    current,
    next,
    open,
    entranceFee: entranceFee * unit,
  }
}

/** `undefined` for a task that was never added. */
export function verdictOf(
  stored: Omit<Verdict, 'state' | 'output' | 'appealableUntil'> & {
    readonly state: number
    readonly output: Digest
    readonly appealableUntil: bigint
  },
): Verdict | undefined {
  const state = taskStates[stored.state]
  if (state === undefined) return undefined
  const output = orNothing(stored.output)
  const until = Number(stored.appealableUntil)
  return {
    ...stored,
    state,
    output: output && cidFromDigest(output),
    appealableUntil: until === 0 ? undefined : until,
  }
}

/** `undefined` for a decision that nobody appealed. */
export function appealOf(stored: Appeal, unit: bigint): Appeal | undefined {
  if (BigInt(stored.task) === 0n) return undefined
  return { ...stored, deposit: stored.deposit * unit }
}

/** `undefined` for a key that may spend nothing. */
export function allowanceOf(
  stored: {
    readonly amount: bigint
    readonly until: bigint
    readonly list: ListId
  },
  unit: bigint,
): Allowance | undefined {
  if (stored.amount === 0n) return undefined
  const list = orNothing(stored.list)
  return {
    amount: stored.amount * unit,
    until: Number(stored.until),
    ...(list && { list }),
  }
}
