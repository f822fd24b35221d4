import { cidFromDigest, digestFromCid } from '@aichain/base'
import { entranceFee } from '../../../core/money/fees.js'
import { epochAt } from '../../../core/task/lifecycle.js'
import type { ByClass, ListRecord, ListTerms } from '../../../core/task/list.js'
import { listId } from '../../../core/task/list-id.js'
import type { ProtocolParameters } from '../../../core/task/parameters.js'
import type {
  ModelRecord,
  SeatRecord,
  TaskId,
  TaskRecord,
} from '../../../core/task/task.js'
import { ModelIndexOutOfRangeError } from '../../../errors/contract-models.js'
import { everybodyOf } from './everybody.js'
import { entriesIn, isOpening, limitOf } from './lists.js'
import { placesAt } from './places-memory.js'
import type { ChainState } from './state.js'

/** Mirrors `ILens.getTask`. */
export function taskRecord(
  state: ChainState,
  id: TaskId,
): TaskRecord | undefined {
  const task = state.tasks.get(id)
  if (!task) return undefined
  const isDecided = task.state === 'decided'
  const isKnown = task.revealed === everybodyOf(task)
  return {
    id,
    state: task.state,
    seed: task.seed,
    committeeSize: task.committeeSize,
    share: task.share,
    addedAt: task.addedAt,
    // The contract keeps a tag of the committee and the output in their places.
    addedIn: isDecided ? undefined : task.addedIn,
    requester: isDecided ? undefined : task.requester,
    roundTip: task.roundTip,
    committed: task.committed,
    revealed: task.revealed,
    winners: task.winners,
    punished: task.punished,
    convened: task.isConvened,
    closed: isDecided ? task.isClosed || isKnown : task.state === 'undecided',
    appealable: task.appealable,
    isAppeal: task.isAppeal,
    unavailable: task.isUnavailable,
    output: task.output && cidFromDigest(task.output),
  }
}

/** Mirrors `ILens.getSeat`. */
export function seatRecord(
  state: ChainState,
  id: number,
  { epoch }: ProtocolParameters,
): SeatRecord | undefined {
  const seat = state.seats[id]
  if (!seat) return undefined
  const { signer, owner, balance, paidIn, list, class: at, index } = seat
  return {
    seat: id,
    signer,
    formerSigner: seat.former,
    signerSince: seat.signerSince === 0 ? undefined : seat.signerSince,
    owner,
    heldUntil: seat.freeFrom * epoch,
    to: seat.to === 0 ? undefined : seat.to,
    balance,
    paidIn,
    place: seat.isPlaced && list ? { list, class: at, index } : undefined,
  }
}

/** Mirrors `ILens.getList`. */
export function listRecord(
  state: ChainState,
  terms: ListTerms,
  timestamp: number,
  parameters: ProtocolParameters,
): ListRecord | undefined {
  const id = listId(terms)
  const list = state.lists.get(id)
  if (!list) return undefined
  const epoch = epochAt(timestamp, parameters)
  const { entries, pressure } = entriesIn(list, epoch)
  const counts = (at: number) =>
    placesAt(list.places, at).map(({ length }) => length)
  return {
    ...list.terms,
    id,
    isOpening: isOpening(list, epoch),
    current: counts(epoch) as unknown as ByClass<number>,
    next: counts(epoch + 1) as unknown as ByClass<number>,
    open: Math.max(0, limitOf(list, epoch) - entries),
    entranceFee: entranceFee(pressure, parameters),
  }
}

/** Mirrors `IModelRegistry.modelAt`, with what is known of the model. */
export function modelAt(state: ChainState, index: number): ModelRecord {
  const found = [...state.models].at(index)
  if (found) return { model: cidFromDigest(found[0]), ...found[1] }
  const count = BigInt(state.models.size)
  throw new ModelIndexOutOfRangeError({ index: BigInt(index), count })
}

/** A registered model. */
export function modelRecord(
  state: ChainState,
  model: ModelRecord['model'],
): ModelRecord | undefined {
  const known = state.models.get(digestFromCid(model))
  return known && { model, ...known }
}
