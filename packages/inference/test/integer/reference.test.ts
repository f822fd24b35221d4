import { expect, test } from 'vitest'
import { arena } from '../../src/engine/integer/arena.js'
import { integerModel } from '../../src/engine/integer/integer-model.js'
import { openKernel } from '../../src/engine/integer/kernel.js'
import { kernelBytes } from '../../src/engine/integer/kernel-pin.js'
import type { LlamaConfig } from '../../src/engine/integer/llama-config.js'
import { randomTensors, smallConfig } from './random-model.js'
import { referenceModel } from './reference-model.js'

async function open(config: LlamaConfig, seed: number) {
  const module = await WebAssembly.compile(kernelBytes())
  const memory = arena()
  const kernel = await openKernel(module, memory.memory)
  const tensors = randomTensors(config, seed)
  const model = integerModel({
    kernel,
    arena: memory,
    config,
    tensors,
    threads: 1,
  })
  if (!model.ok) throw new TypeError(model.reason)
  return { model: model.value.languageModel, tensors }
}

const tokens = Array.from({ length: 75 }, (_, i) => (i * 37 + 11) % 101)

test.each<[string, Partial<LlamaConfig>]>([
  ['a scale a row', {}],
  ['groups of 32', { groupSize: 32 }],
  ['a tied head', { tiedHead: true }],
])('agrees with the reference bit by bit: %s', async (_, changes) => {
  const config = { ...smallConfig, ...changes }
  const { model, tensors } = await open(config, 7)
  const reference = referenceModel(config, tensors)
  let context = model.emptyContext()
  for (const token of tokens) {
    const step = await model.read([token], context)
    context = step.context
    expect(step.logits).toEqual(reference(token))
  }
  const whole = await model.read(tokens, model.emptyContext())
  let index = 0
  let last: Float32Array | undefined
  for await (const step of model.readEach?.(tokens, model.emptyContext()) ??
    []) {
    index += 1
    last = step.logits
  }
  expect(index).toBe(tokens.length)
  expect(last).toEqual(whole.logits)
})
