import type { Address } from '@aichain/base'
import type { SeatRecord, TaskId } from '../task/task.js'
import type { AccountKey, ChainIndex, IndexedTask } from './chain-index.js'

type Writable<T> = {
  -readonly [K in keyof T]: T[K] extends ReadonlyMap<infer A, infer B>
    ? Map<A, B>
    : T[K] extends readonly (infer A)[]
      ? A[]
      : T[K]
}

/** An index that is being made. What its maps hold is replaced, never changed. */
export type Draft = Writable<ChainIndex>

/** A draft of what comes after an index, which stays as it is. */
export function draftOf(index: ChainIndex): Draft {
  return {
    ...index,
    seats: new Map(index.seats),
    seatOf: new Map(index.seatOf),
    lists: new Map(index.lists),
    tasks: new Map(index.tasks),
    rounds: new Map(index.rounds),
    models: [...index.models],
    credits: new Map(index.credits),
    allowances: new Map(index.allowances),
  }
}

/** What an account is known by in an index. */
export function accountKey(account: Address): AccountKey {
  return account.toLowerCase()
}

/** What a session key of a payer is known by in an index. */
export function allowanceKey(payer: Address, key: Address): string {
  return `${accountKey(payer)}/${accountKey(key)}`
}

/** Changes a seat that is there; nobody's slot stays nobody's. */
export function changeSeat(
  draft: Draft,
  seat: number,
  change: (record: SeatRecord) => Partial<SeatRecord>,
): void {
  const record = draft.seats.get(seat)
  if (record) draft.seats.set(seat, { ...record, ...change(record) })
}

/** Changes a task that is there. */
export function changeTask(
  draft: Draft,
  task: TaskId,
  change: (task: IndexedTask) => Partial<IndexedTask>,
): void {
  const indexed = draft.tasks.get(task)
  if (indexed) draft.tasks.set(task, { ...indexed, ...change(indexed) })
}

/** Raises or lowers what `withdraw` would pay an account. */
export function credit(draft: Draft, account: Address, amount: bigint): void {
  if (amount === 0n) return
  const key = accountKey(account)
  draft.credits.set(key, (draft.credits.get(key) ?? 0n) + amount)
}
