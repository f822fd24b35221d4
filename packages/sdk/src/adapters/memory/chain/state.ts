import type { Address, Digest, Hex } from '@aichain/base'
import type { ProtocolParameters } from '../../../core/task/parameters.js'
import type { ProtocolEvent } from '../../../core/task/protocol-event.js'
import type { TaskId, TaskState } from '../../../core/task/task.js'

/** As the contract's struct; `to` is 0 while the seat stays. */
export type SeatState = {
  signer: Address
  owner: Address
  from: number
  to: number
  balance: bigint
}

/** As the contract's struct, with the mappings of one task beside it. */
export type TaskStorage = {
  readonly requester: Address
  readonly fee: bigint
  readonly addedAt: number
  readonly addedIn: bigint
  readonly seats: number
  readonly committeeSize: number
  state: TaskState
  committed: number
  revealed: number
  punished: number
  winners: number
  output: Digest | undefined
  drawn: number[] | undefined
  /** One word a member: a commitment, later overwritten by the output. */
  readonly ballots: (Digest | undefined)[]
  isAppeal: boolean
  /** Who questions the decision, and by which task. */
  appeal: AppealState | undefined
}

/** As the contract's struct. */
export type AppealState = {
  readonly task: TaskId
  readonly appellant: Address
  overturned: boolean
}

/** A model of the registry. */
export type ModelState = {
  readonly publisher: Address
  readonly registeredAt: number
  readonly index: number
}

/** Everything both contracts store, and the ether of every account. */
export type ChainState = {
  /** What an account has before it moves anything. */
  readonly initialBalance: bigint
  /** Accounts are keyed in lower case. */
  readonly balances: Map<string, bigint>
  /** `undefined` is a free slot. */
  readonly seats: (SeatState | undefined)[]
  readonly freeSeats: number[]
  readonly tasks: Map<TaskId, TaskStorage>
  readonly credit: Map<string, bigint>
  readonly models: Map<Digest, ModelState>
  owedTreasury: bigint
  owedSink: bigint
}

/** The part of an event that does not depend on its place in the chain. */
export type EventBody = WithoutPosition<ProtocolEvent>
type WithoutPosition<T> = T extends unknown
  ? Omit<T, 'blockNumber' | 'blockHash' | 'logIndex' | 'transactionHash'>
  : never

/** What a transaction sees while it runs. */
export type Context = {
  readonly sender: Address
  readonly value: bigint
  readonly blockNumber: bigint
  readonly timestamp: number
  /** `undefined` beyond the last 256 blocks, and for this block itself. */
  readonly blockHash: (number: bigint) => Hex | undefined
  readonly chainId: number
  readonly consensus: Address
  readonly parameters: ProtocolParameters
  readonly emit: (event: EventBody) => void
}

/** One of the contracts' functions: changes the state, or throws and changes nothing that counts. */
export type Transition<T = void> = (state: ChainState, context: Context) => T

/** Before the first transaction. */
export function emptyState(initialBalance: bigint): ChainState {
  return {
    initialBalance,
    balances: new Map(),
    seats: [],
    freeSeats: [],
    tasks: new Map(),
    credit: new Map(),
    models: new Map(),
    owedTreasury: 0n,
    owedSink: 0n,
  }
}

/** Adds wei to an account of one of the maps that are keyed by account. */
export function add(
  map: Map<string, bigint>,
  account: Address,
  amount: bigint,
): void {
  const key = account.toLowerCase()
  map.set(key, (map.get(key) ?? 0n) + amount)
}

/** What an account has in one of those maps. */
export function amountOf(
  map: ReadonlyMap<string, bigint>,
  account: Address,
): bigint {
  return map.get(account.toLowerCase()) ?? 0n
}

/** Wei in an account itself. */
export function balanceOf(state: ChainState, account: Address): bigint {
  return state.balances.get(account.toLowerCase()) ?? state.initialBalance
}

/** Moves wei into an account, or out of it if negative. */
export function pay(state: ChainState, account: Address, amount: bigint): void {
  const balance = balanceOf(state, account) + amount
  state.balances.set(account.toLowerCase(), balance)
}
