/**
 * Everything that the contracts hold, rebuilt from their events alone: seats,
 * places by epoch, committees, tasks and money. Pure functions; whoever follows
 * a chain feeds them.
 *
 * @packageDocumentation
 */

export { applyEvents } from './core/index/apply-events.js'
export {
  type AccountKey,
  type ChainIndex,
  emptyIndex,
  type IndexedList,
  type IndexedTask,
  type PlacesVersion,
} from './core/index/chain-index.js'
export { committeeOf } from './core/index/committee-of.js'
export { accountKey, allowanceKey } from './core/index/draft.js'
export {
  encodeIndex,
  type IndexAt,
  parseIndex,
} from './core/index/index-text.js'
export { listRecord } from './core/index/list-record.js'
export { placesAt } from './core/index/places.js'
export {
  needsTime,
  type TimedEvent,
  timedKinds,
} from './core/index/timed-event.js'
export { totalOwed } from './core/index/total-owed.js'
export { verdictOf } from './core/index/verdict-of.js'
export type { ProtocolParameters } from './core/task/parameters.js'
export type { ProtocolEvent } from './core/task/protocol-event.js'
export type { TaskId } from './core/task/task.js'
