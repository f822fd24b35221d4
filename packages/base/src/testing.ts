/**
 * What conformance suites are made of, and a clock that stands still.
 *
 * @packageDocumentation
 */

export { ConformanceError } from './errors/conformance.js'
export {
  type ConformanceCase,
  expectEqual,
  expectError,
  expectReason,
  expectThat,
} from './testing/conformance.js'
export { type ManualClock, manualClock } from './testing/manual-clock.js'
