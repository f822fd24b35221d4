import type { Hex } from '@aichain/base'
import type { TaskId } from '../../../core/task/task.js'
import { drawCommittee } from '../../../core/vote/committee.js'
import {
  NotEnoughSeatsError,
  SeedExpiredError,
  SeedNotReadyError,
} from '../../../errors/contract-tasks.js'
import { isEligible } from './seats.js'
import type { ChainState, Context, TaskStorage } from './state.js'

type DrawContext = Pick<
  Context,
  'blockNumber' | 'blockHash' | 'timestamp' | 'parameters'
>

/** Mirrors `Tasks._committee`: as written down, or as the hash of the task's block fixes it. */
export function committeeOf(
  task: TaskId,
  storage: TaskStorage,
  state: ChainState,
  context: DrawContext,
): number[] {
  return storage.drawn ?? drawnCommittee(task, storage, state, context)
}

/** Mirrors `Tasks._draw`, unless the committee is written down already. */
export function writeCommittee(
  id: TaskId,
  task: TaskStorage,
  state: ChainState,
  context: Context,
): number[] {
  if (task.drawn) return task.drawn
  task.drawn = drawnCommittee(id, task, state, context)
  context.emit({ type: 'committee-drawn', task: id, seats: task.drawn })
  return task.drawn
}

/** Whether a task has a committee, or can have one. */
export function canAnswer(
  id: TaskId,
  task: TaskStorage,
  state: ChainState,
  context: Context,
): boolean {
  if (task.drawn) return true
  const blockHash = hashOfBlock(id, task, context)
  return blockHash !== undefined && probe(id, task, state, blockHash).ok
}

function drawnCommittee(
  task: TaskId,
  storage: TaskStorage,
  state: ChainState,
  context: DrawContext,
): number[] {
  const { addedIn: blockNumber, committeeSize } = storage
  const blockHash = hashOfBlock(task, storage, context)
  if (!blockHash) throw new SeedExpiredError({ task, blockNumber })
  const drawn = probe(task, storage, state, blockHash)
  if (drawn.ok) return drawn.value
  throw new NotEnoughSeatsError({
    active: BigInt(countEligible(state, storage)),
    required: BigInt(committeeSize),
  })
}

/** Mirrors `Tasks._blockHash`: nothing when it is out of reach, or the seats may be held by others. */
function hashOfBlock(
  task: TaskId,
  { addedIn: blockNumber, addedAt }: TaskStorage,
  context: DrawContext,
): Hex | undefined {
  if (context.blockNumber <= blockNumber) {
    throw new SeedNotReadyError({ task, blockNumber })
  }
  const { unbondingPeriod } = context.parameters
  if (context.timestamp >= addedAt + unbondingPeriod) return undefined
  return context.blockHash(blockNumber)
}

/** Mirrors `Tasks._probe`. */
function probe(
  task: TaskId,
  { addedAt, seats, committeeSize }: TaskStorage,
  state: ChainState,
  blockHash: Hex,
) {
  return drawCommittee({
    blockHash,
    task,
    seats,
    committeeSize,
    isEligible: (seat) => isEligible(state.seats[seat], addedAt),
  })
}

function countEligible(state: ChainState, storage: TaskStorage): number {
  return state.seats
    .slice(0, storage.seats)
    .filter((seat) => isEligible(seat, storage.addedAt)).length
}
