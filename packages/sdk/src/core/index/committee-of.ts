import type { Digest } from '@aichain/base'
import { keccakWords } from '../encoding/keccak.js'
import { classOf } from '../money/price.js'
import { unpackCommittee } from '../task/committee-word.js'
import { epochAt, roundOf } from '../task/lifecycle.js'
import type { TaskId } from '../task/task.js'
import { drawCommittee } from '../vote/draw-committee.js'
import type { ChainIndex, IndexedTask } from './chain-index.js'
import { placesAt } from './places.js'

/**
 * The seats of a task's committee, in the order of its members: as an event
 * told it, or as the seed fixes it.
 *
 * @returns `undefined` while its round is not known, and where too few of its
 *   seats are left, or the places of its epoch are forgotten.
 *
 * @example
 * ```ts
 * import { type ChainIndex, committeeOf, type TaskId } from '@aichain/sdk/indexer'
 *
 * const isMine = (index: ChainIndex, task: TaskId, seat: number) =>
 *   committeeOf(index, task)?.includes(seat) ?? false
 * ```
 */
export function committeeOf(
  index: Pick<
    ChainIndex,
    'lists' | 'parameters' | 'rounds' | 'seats' | 'tasks'
  >,
  task: TaskId,
): readonly number[] | undefined {
  const indexed = index.tasks.get(task)
  if (!indexed) return undefined
  const { record, committee, excluded } = indexed
  if (committee !== undefined)
    return unpackCommittee(committee, record.committeeSize)
  const entropy = entropyOf(index, indexed)
  if (entropy === undefined) return undefined
  const drawn = drawCommittee({
    entropy,
    task,
    places: placesOf(index, indexed),
    committeeSize: record.committeeSize,
    staysAt: (seat) => staysAt(index, seat, record.addedAt),
    excluded,
  })
  return drawn.ok ? drawn.value : undefined
}

/** What fixes a committee: the task's block, and for the beacon's tasks a round besides. */
function entropyOf(
  { rounds, parameters }: Pick<ChainIndex, 'rounds' | 'parameters'>,
  { record, blockHash }: IndexedTask,
): Digest | undefined {
  const number = roundOf(record, parameters)
  if (number === undefined) return blockHash
  const round = rounds.get(number)
  return round && keccakWords(round.randomness, blockHash)
}

function placesOf(
  { lists, parameters }: Pick<ChainIndex, 'lists' | 'parameters'>,
  { list, record }: IndexedTask,
): readonly number[] {
  const its = lists.get(list)
  if (!its) return []
  const reached = classOf(record.share, parameters)
  return placesAt(its, epochAt(record.addedAt, parameters))
    .slice(0, reached + 1)
    .flat()
}

function staysAt(
  { seats }: Pick<ChainIndex, 'seats'>,
  seat: number,
  time: number,
): boolean {
  const to = seats.get(seat)?.to
  return to === undefined || time < to
}
