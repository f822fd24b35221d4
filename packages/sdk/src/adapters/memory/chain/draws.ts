import type { Digest } from '@aichain/base'
import { keccakWords } from '../../../core/encoding/keccak.js'
import { classOf } from '../../../core/money/price.js'
import { packCommittee } from '../../../core/task/committee-word.js'
import { epochAt, roundOf } from '../../../core/task/lifecycle.js'
import type { TaskId } from '../../../core/task/task.js'
import { drawCommittee } from '../../../core/vote/draw-committee.js'
import { checked } from '../../../errors/checked.js'
import {
  NotEnoughPlacesError,
  SeedExpiredError,
  SeedNotReadyError,
} from '../../../errors/contract-tasks.js'
import { placesAt } from './places-memory.js'
import type { ChainState, Context, TaskStorage } from './state.js'

/** What a draw sees of its block. */
export type DrawContext = Omit<Context, 'emit'>

/** Mirrors `Tasks._drawnOrDraw`: the court's committee, written down now if nobody has done it. */
export function drawnOrDraw(
  id: TaskId,
  task: TaskStorage,
  state: ChainState,
  context: Context,
): readonly number[] {
  if (task.drawn) return task.drawn
  task.drawn = drawnNow(id, task, state, context)
  const committee = packed(task.drawn)
  context.emit({ type: 'committee-drawn', task: id, committee })
  return task.drawn
}

/** Mirrors `Draws._drawCommittee`. */
export function drawnNow(
  id: TaskId,
  task: TaskStorage,
  state: ChainState,
  context: DrawContext,
): number[] {
  const entropy = entropyOf(id, task, state, context)
  if (entropy === undefined || isForgotten(task, context))
    throw new SeedExpiredError({ task: id })
  const { seats, found } = probe(id, task, state, entropy, context)
  if (seats) return seats
  throw new NotEnoughPlacesError({
    places: BigInt(found),
    required: BigInt(task.committeeSize),
  })
}

/** Mirrors `Asking._canDraw`. */
export function canDraw(
  id: TaskId,
  task: TaskStorage,
  state: ChainState,
  context: DrawContext,
): boolean {
  const entropy = entropyOf(id, task, state, context)
  if (entropy === undefined || isForgotten(task, context)) return false
  return probe(id, task, state, entropy, context).seats !== undefined
}

/** Mirrors `Draws._entropyOf`: nothing where the hash of the task's block is out of reach. */
export function entropyOf(
  id: TaskId,
  task: TaskStorage,
  state: ChainState,
  context: DrawContext,
): Digest | undefined {
  const { addedIn } = task
  if (context.blockNumber <= addedIn)
    throw new SeedNotReadyError({ task: id, blockOrRound: addedIn })
  const round = roundOf(task, context.parameters)
  const blockHash = context.blockHash(addedIn)
  if (round === undefined) return blockHash
  const posted = state.rounds.get(round)
  if (!posted)
    throw new SeedNotReadyError({ task: id, blockOrRound: BigInt(round) })
  return blockHash && keccakWords(posted.randomness, blockHash)
}

/** The seats of a committee in one word. */
export function packed(seats: readonly number[]): bigint {
  return checked(packCommittee(seats), 'seats', seats)
}

/** Lists remember two epochs. */
function isForgotten({ addedAt }: TaskStorage, context: DrawContext): boolean {
  const { timestamp, parameters } = context
  return epochAt(timestamp, parameters) > epochAt(addedAt, parameters) + 1
}

/** Mirrors `Draws._probe`. */
function probe(
  id: TaskId,
  task: TaskStorage,
  state: ChainState,
  entropy: Digest,
  { parameters }: DrawContext,
): { readonly seats: number[] | undefined; readonly found: number } {
  const { addedAt, committeeSize, excluded, share } = task
  const list = state.lists.get(task.list)
  const epoch = epochAt(addedAt, parameters)
  const classes = list ? placesAt(list.places, epoch) : []
  const asked = new Set<number>()
  const staysAt = (seat: number) => {
    const to = state.seats[seat]?.to ?? 0
    const stays = to === 0 || addedAt < to
    if (stays && !excluded.includes(seat)) asked.add(seat)
    return stays
  }
  const drawn = drawCommittee({
    entropy,
    task: id,
    places: classes.slice(0, classOf(share, parameters) + 1).flat(),
    committeeSize,
    staysAt,
    excluded,
  })
  return { seats: drawn.ok ? drawn.value : undefined, found: asked.size }
}
