import { test } from 'vitest'
import { loadModelFiles } from '../../clients/model-files.js'
import { engineConformance } from '../../testing/engine-conformance.js'
import { memoryContentStore } from './content-store.js'
import { memoryEngine } from './engine.js'
import { memoryModel } from './model.js'

const content = memoryContentStore()
const { model } = await memoryModel(content)
const fixture = {
  engine: memoryEngine(),
  model: await loadModelFiles({ content, model }),
}

for (const { name, run } of engineConformance(fixture)) test(name, run)
