import type { ByClass, ListRecord, PriceClass } from '../task/list.js'

const MAXIMUM_COMMITTEE = 15
/** A list of so many committees can be appealed to. */
const APPEALABLE_COMMITTEES = 2
/** A list of so many committees answers an appeal without the first one. */
const EXCLUDING_COMMITTEES = 4
/** Of the largest list of a model, what an order demands unless it says otherwise. */
const [DEMANDED, OF] = [7, 8]
/** What the contract's word for it holds. */
const MAXIMUM_PLACES = 65_535

/**
 * Places of all classes up to one, out of the counts of a list.
 *
 * @example
 * ```ts
 * import { countPlaces } from '@aichain/sdk/core'
 *
 * countPlaces([10, 5, 0, 2], 1) // 15
 * ```
 */
export function countPlaces(
  counts: ByClass<number>,
  upTo: PriceClass = 3,
): number {
  return counts.slice(0, upTo + 1).reduce((total, count) => total + count, 0)
}

/**
 * Whether a task can be appealed: its list has places for two committees.
 * Mirrors the contract, which decides when the task is added.
 *
 * @example
 * ```ts
 * import { isAppealable } from '@aichain/sdk/core'
 *
 * isAppealable({ places: 13, committeeSize: 7 }) // false
 * ```
 */
export function isAppealable(task: {
  /** Of all classes of the list. */
  readonly places: number
  readonly committeeSize: number
}): boolean {
  return task.places >= APPEALABLE_COMMITTEES * task.committeeSize
}

/**
 * How many members an appeal asks, and whether it leaves the first committee
 * out. Mirrors the contract: up to 15 places of the whole list; in a small list
 * the first committee is asked again, because without it a minority would be
 * enough to keep the rest from a quorum.
 *
 * @example
 * ```ts
 * import { appealSize } from '@aichain/sdk/core'
 *
 * appealSize({ places: 20, committeeSize: 5 }) // { committeeSize: 15, excludes: true }
 * ```
 */
export function appealSize(task: {
  /** Of all classes of the list, now. */
  readonly places: number
  /** Of the task that is appealed. */
  readonly committeeSize: number
}): { readonly committeeSize: number; readonly excludes: boolean } {
  const { places, committeeSize } = task
  const excludes = places >= EXCLUDING_COMMITTEES * committeeSize
  const asked = excludes ? places - committeeSize : places
  return { committeeSize: Math.min(asked, MAXIMUM_COMMITTEE), excludes }
}

/**
 * How many places an order should demand: seven eighths of the model's largest
 * list, rounded up. A share that reaches fewer lets few decide who is drawn.
 *
 * @param lists - All lists of the model.
 *
 * @example
 * ```ts
 * import { defaultMinimumPlaces } from '@aichain/sdk/core'
 *
 * defaultMinimumPlaces([{ current: [30, 8, 2, 0] }]) // 35
 * ```
 */
export function defaultMinimumPlaces(
  lists: readonly Pick<ListRecord, 'current'>[],
): number {
  const largest = Math.max(0, ...lists.map((list) => countPlaces(list.current)))
  return Math.min(Math.ceil((largest * DEMANDED) / OF), MAXIMUM_PLACES)
}
