/**
 * Everything a test needs and no network: adapters in memory, a clock that
 * stands still, and the conformance suites that every adapter must pass.
 *
 * @packageDocumentation
 */

export type { ConformanceCase } from '@aichain/base/testing'
export {
  ConformanceError,
  type ManualClock,
  manualClock,
} from '@aichain/base/testing'
export {
  type EngineFixture,
  engineConformance,
  type MemoryEngineOptions,
  memoryEngine,
  memoryRuntime,
} from '@aichain/inference/testing'
export {
  type MemoryChain,
  type MemoryChainOptions,
  type MemoryChainParameters,
  memoryChain,
} from './adapters/memory/chain.js'
export {
  type MemoryContentStore,
  memoryContentStore,
} from './adapters/memory/content-store.js'
export { type MemoryJournal, memoryJournal } from './adapters/memory/journal.js'
export { memoryModel } from './adapters/memory/model.js'
export { chainConformance } from './testing/chain-conformance.js'
export {
  type ChainFixture,
  conformanceParameters,
} from './testing/chain-fixture.js'
export type { ChosenParameters } from './testing/chosen-parameters.js'
export {
  type ContentStoreConformanceOptions,
  type ContentStoreFixture,
  contentStoreConformance,
} from './testing/content-store-conformance.js'
export {
  type JournalFixture,
  journalConformance,
} from './testing/journal-conformance.js'
