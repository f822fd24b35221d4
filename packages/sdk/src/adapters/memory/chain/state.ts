import type { Address, Digest, Hex } from '@aichain/base'
import type { CompactSignature } from '../../../core/encoding/compact-signature.js'
import type { CommitteeWord } from '../../../core/task/committee-word.js'
import type { ListId, ListTerms, PriceClass } from '../../../core/task/list.js'
import type { ProtocolParameters } from '../../../core/task/parameters.js'
import type {
  EventPosition,
  ProtocolEvent,
} from '../../../core/task/protocol-event.js'
import type { Order, Seed, TaskId, TaskState } from '../../../core/task/task.js'
import type { PlacesMemory } from './places-memory.js'

/** All that the contract keeps of a seat. Amounts in wei. */
export type SeatState = {
  signer: Address
  former: Address | undefined
  /** The epoch from which `signer` counts; 0 while there was no other. */
  signerSince: number
  /** What contradictions of the former signer cost. */
  costOfFormer: bigint
  readonly owner: Address
  /** 0 while the seat stays. */
  to: number
  balance: bigint
  paidIn: bigint
  /** The first epoch in which the slot may be freed. */
  freeFrom: number
  /** Of its place, or of the last one. */
  list: ListId | undefined
  class: PriceClass
  index: number
  isPlaced: boolean
}

/** A list: its places as three epochs see them, and how it is entered. */
export type ListState = {
  readonly terms: ListTerms
  readonly places: PlacesMemory
  /** The epoch of the last entry, how many there were in it, and in how many in a row the list was full before. */
  entryEpoch: number
  entries: number
  pressure: number
  /** The epoch of its first place. */
  readonly openedIn: number
}

/** A task, with the contract's mappings of one beside its word. */
export type TaskStorage = {
  readonly requester: Address
  readonly order: Order
  readonly list: ListId
  readonly seed: Seed
  readonly committeeSize: number
  readonly share: bigint
  readonly addedAt: number
  readonly addedIn: bigint
  readonly isAppeal: boolean
  readonly appealable: boolean
  /** Of an appeal: whom it does not ask again. */
  readonly excluded: readonly number[]
  roundTip: bigint
  state: TaskState
  committed: number
  revealed: number
  winners: number
  punished: number
  isConvened: boolean
  isClosed: boolean
  isUnavailable: boolean
  /** Decided in lane 1, where absence costs nothing. */
  isSettled: boolean
  output: Digest | undefined
  /** The court's committee, once it is written down. */
  drawn: readonly number[] | undefined
  /** What a decision keeps a tag of. */
  committee: CommitteeWord | undefined
  /** What each member's seat did not have of what its vote cost. */
  readonly unpaid: bigint[]
  /** One word a member: its commitment, later its output. */
  readonly ballots: (Digest | undefined)[]
  /** The seal that votes left out must be over. */
  seal: Digest | undefined
  /** What liars lost, as long as the decision can change. */
  held: bigint
  appeal: AppealState | undefined
}

/** Who questions a decision, and by which task. */
export type AppealState = {
  readonly task: TaskId
  readonly appellant: Address
  readonly deposit: bigint
  readonly attempts: number
  concluded: boolean
  overturned: boolean
}

/** A model of the registry. */
export type ModelState = {
  readonly publisher: Address
  readonly registeredAt: number
  readonly index: number
}

/** What a session key may still do. */
export type AllowanceState = {
  readonly amount: bigint
  readonly until: number
  readonly list: ListId | undefined
}

/** A round that somebody posted. */
export type RoundState = {
  readonly randomness: Digest
  readonly poster: Address
}

/** Everything the contracts store, and the ether of every account. */
export type ChainState = {
  /** What an account has before it moves anything. */
  readonly initialBalance: bigint
  /** Accounts are keyed in lower case. */
  readonly balances: Map<string, bigint>
  /** `undefined` is a free slot. */
  readonly seats: (SeatState | undefined)[]
  readonly freeSeats: number[]
  /** By signer, of now or lately. */
  readonly seatOf: Map<string, number>
  /** In the order in which they opened. */
  readonly lists: Map<ListId, ListState>
  readonly tasks: Map<TaskId, TaskStorage>
  readonly credit: Map<string, bigint>
  /** By payer and key. */
  readonly allowances: Map<string, AllowanceState>
  readonly rounds: Map<number, RoundState>
  readonly models: Map<Digest, ModelState>
  latestRound: number | undefined
  owedTreasury: bigint
  owedSink: bigint
}

/** The part of an event that does not depend on its place in the chain. */
export type EventBody = WithoutPosition<ProtocolEvent>

type WithoutPosition<T> = T extends unknown
  ? Omit<T, keyof EventPosition>
  : never

/** What a transaction sees while it runs. */
export type Context = {
  readonly sender: Address
  readonly value: bigint
  readonly blockNumber: bigint
  readonly timestamp: number
  /** `undefined` if it is out of reach, and for this block itself. */
  readonly blockHash: (number: bigint) => Hex | undefined
  readonly chainId: number
  readonly consensus: Address
  readonly parameters: ProtocolParameters
  /** Whose signature of a digest it is; the zero address if nobody's. */
  readonly recover: (digest: Digest, signature: CompactSignature) => Address
  /** Whether the beacon signed a round so. */
  readonly isRoundSignature: (round: number, signature: Hex) => boolean
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
    seatOf: new Map(),
    lists: new Map(),
    tasks: new Map(),
    credit: new Map(),
    allowances: new Map(),
    rounds: new Map(),
    models: new Map(),
    latestRound: undefined,
    owedTreasury: 0n,
    owedSink: 0n,
  }
}
