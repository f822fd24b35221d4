import { test } from 'vitest'
import { engineConformance } from '../src/testing/engine-conformance.js'
import { builtOnnx } from './support/built.js'
import { tinyModelFiles } from './support/default-model.js'

const { onnxEngine } = await builtOnnx()
const engine = onnxEngine()
const model = await tinyModelFiles(engine)

for (const { name, run } of engineConformance({ engine, model })) {
  test(name, run)
}
