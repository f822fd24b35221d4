/**
 * Tests without a model: an engine in memory that pretends, and the conformance
 * suite that every engine must pass.
 *
 * @packageDocumentation
 */

export {
  type MemoryEngineOptions,
  memoryEngine,
} from './engine/memory/memory-engine.js'
export {
  type MemoryModelOptions,
  memoryManifest,
  memoryModel,
  memoryModelFiles,
  memoryRuntime,
} from './engine/memory/memory-model.js'
export {
  type EngineFixture,
  engineConformance,
} from './testing/engine-conformance.js'
