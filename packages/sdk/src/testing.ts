/**
 * Everything a test needs and no network: adapters in memory, a clock that
 * stands still, and the conformance suites that every adapter must pass.
 *
 * @packageDocumentation
 */

export {
  type MemoryChain,
  type MemoryChainOptions,
  memoryChain,
} from './adapters/memory/chain.js'
export {
  type MemoryContentStore,
  memoryContentStore,
} from './adapters/memory/content-store.js'
export {
  type MemoryEngineOptions,
  memoryEngine,
} from './adapters/memory/engine.js'
export { type MemoryJournal, memoryJournal } from './adapters/memory/journal.js'
export {
  type ManualClock,
  manualClock,
} from './adapters/memory/manual-clock.js'
export { memoryModel, memoryRuntime } from './adapters/memory/model.js'
export { ConformanceError } from './errors/conformance.js'
export { chainConformance } from './testing/chain-conformance.js'
export {
  type ChainFixture,
  conformanceParameters,
} from './testing/chain-fixture.js'
export type { ConformanceCase } from './testing/conformance.js'
export {
  type ContentStoreConformanceOptions,
  type ContentStoreFixture,
  contentStoreConformance,
} from './testing/content-store-conformance.js'
export {
  type EngineFixture,
  engineConformance,
} from './testing/engine-conformance.js'
export {
  type JournalFixture,
  journalConformance,
} from './testing/journal-conformance.js'
