import { drawCommittee } from '../../../core/committee.js'
import type { TaskId } from '../../../core/task.js'
import {
  NotEnoughSeatsError,
  SeedExpiredError,
  SeedNotReadyError,
} from '../../../errors/contract.js'
import { isEligible } from './seats.js'
import type { ChainState, Context, TaskStorage } from './state.js'

/**
 * The committee that the hash of the task's block fixes. Mirrors
 * `Consensus._probe`.
 */
export function drawnCommittee(
  task: TaskId,
  storage: TaskStorage,
  state: ChainState,
  context: Pick<Context, 'blockNumber' | 'blockHash'>,
): number[] {
  const { addedIn: blockNumber, addedAt, seats, committeeSize } = storage
  if (context.blockNumber <= blockNumber) {
    throw new SeedNotReadyError({ task, blockNumber })
  }
  const blockHash = context.blockHash(blockNumber)
  if (!blockHash) throw new SeedExpiredError({ task, blockNumber })
  const drawn = drawCommittee({
    blockHash,
    task,
    seats,
    committeeSize,
    isEligible: (seat) => isEligible(state.seats[seat], addedAt),
  })
  if (drawn.ok) return drawn.value
  throw new NotEnoughSeatsError({
    active: BigInt(countEligible(state, storage)),
    required: BigInt(committeeSize),
  })
}

function countEligible(state: ChainState, storage: TaskStorage): number {
  return state.seats
    .slice(0, storage.seats)
    .filter((seat) => isEligible(seat, storage.addedAt)).length
}
