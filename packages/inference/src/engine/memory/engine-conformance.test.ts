import { test } from 'vitest'
import { engineConformance } from '../../testing/engine-conformance.js'
import { memoryEngine } from './memory-engine.js'
import { memoryModel } from './memory-model.js'

const fixture = { engine: memoryEngine(), model: memoryModel() }

for (const { name, run } of engineConformance(fixture)) test(name, run)
