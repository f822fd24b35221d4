import type { Hex } from '@aichain/base'
import type { Allowance } from '../task/allowance.js'
import type { CommitteeWord } from '../task/committee-word.js'
import type { ByClass, ListId, ListTerms } from '../task/list.js'
import type { ProtocolParameters } from '../task/parameters.js'
import type { Round } from '../task/round.js'
import type {
  ModelRecord,
  SeatRecord,
  TaskId,
  TaskRecord,
  Terms,
} from '../task/task.js'
import type { Appeal } from '../task/verdict.js'

/** An address in lower case: events tell them in capitals, too. */
export type AccountKey = string

/** The places of a list from one epoch on. */
export type PlacesVersion = {
  /** The first epoch whose tasks are drawn from them. */
  readonly from: number
  /** Seats, each in its place. */
  readonly places: ByClass<readonly number[]>
}

/** A list, as the contracts keep it. */
export type IndexedList = {
  readonly id: ListId
  readonly terms: ListTerms
  /** Oldest first; as many as tasks that are alive can be drawn from. */
  readonly versions: readonly PlacesVersion[]
  /** The epoch of the last entry, or of its opening. */
  readonly entryEpoch: number
  /** Places taken in that epoch. */
  readonly entries: number
  /** In how many epochs in a row the list was full before it. */
  readonly pressure: number
  /** The epoch of its first place. */
  readonly openedIn: number
}

/** A task, with what its record does not tell. */
export type IndexedTask = {
  /**
   * As the contract has it, but for one thing: where a settlement found the
   * prompt unavailable, `revealed` lacks who had given something else.
   */
  readonly record: TaskRecord
  readonly terms: Terms
  readonly list: ListId
  /** The block that holds it; its hash is part of the seed. */
  readonly addedIn: bigint
  readonly blockHash: Hex
  /** What posted it. */
  readonly transactionHash: Hex
  /** As an event told it; `undefined` before one did. */
  readonly committee: CommitteeWord | undefined
  /** A word for each member: its commitment, or, once known, its output. */
  readonly ballots: readonly (Hex | undefined)[]
  /** Whether the court's reveals decided it: then absence costs. */
  readonly isOfCourt: boolean
  /** Wei that liars lost and that waits until the decision is final. */
  readonly held: bigint
  /** The seal over which votes left out may be brought. */
  readonly seal: Hex | undefined
  readonly appeal: Appeal | undefined
  /** Of an appeal: the seats it does not ask. */
  readonly excluded: readonly number[]
}

/**
 * Everything that the contracts hold, rebuilt from their events. Amounts are in
 * wei. Nothing in it ever changes: each step makes a new one.
 */
export type ChainIndex = {
  readonly parameters: ProtocolParameters
  /** By number; free slots are left out. */
  readonly seats: ReadonlyMap<number, SeatRecord>
  /** Slots, free ones included. */
  readonly seatCount: number
  /** The seat of a key, of now or lately. */
  readonly seatOf: ReadonlyMap<AccountKey, number>
  /** In the order in which they opened. */
  readonly lists: ReadonlyMap<ListId, IndexedList>
  /** In the order in which they were added. */
  readonly tasks: ReadonlyMap<TaskId, IndexedTask>
  readonly rounds: ReadonlyMap<number, Round>
  readonly latestRound: number | undefined
  readonly models: readonly ModelRecord[]
  /** What `withdraw` would pay. */
  readonly credits: ReadonlyMap<AccountKey, bigint>
  /** By payer and key: see {@link allowanceKey}. */
  readonly allowances: ReadonlyMap<string, Allowance>
  readonly owedTreasury: bigint
  readonly owedSink: bigint
}

/**
 * The index of a deployment before its first event.
 *
 * @example
 * ```ts
 * import { emptyIndex, type ProtocolParameters } from '@aichain/sdk/indexer'
 *
 * const begin = (parameters: ProtocolParameters) => emptyIndex(parameters)
 * ```
 */
export function emptyIndex(parameters: ProtocolParameters): ChainIndex {
  return {
    parameters,
    seats: new Map(),
    seatCount: 0,
    seatOf: new Map(),
    lists: new Map(),
    tasks: new Map(),
    rounds: new Map(),
    latestRound: undefined,
    models: [],
    credits: new Map(),
    allowances: new Map(),
    owedTreasury: 0n,
    owedSink: 0n,
  }
}
