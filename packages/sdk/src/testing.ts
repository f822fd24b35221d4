/**
 * Everything a test needs and no network: adapters in memory, a clock that
 * stands still, and the conformance suites that every adapter must pass.
 *
 * @packageDocumentation
 */

export {
  type ManualClock,
  manualClock,
} from './adapters/memory/manual-clock.js'
