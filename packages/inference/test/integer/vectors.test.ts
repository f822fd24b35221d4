import { expect, test } from 'vitest'
import { logitsDigest } from '../../src/document/logits-digest.js'
import { arena } from '../../src/engine/integer/arena.js'
import { integerModel } from '../../src/engine/integer/integer-model.js'
import { openKernel } from '../../src/engine/integer/kernel.js'
import { kernelBytes } from '../../src/engine/integer/kernel-pin.js'
import type { LlamaConfig } from '../../src/engine/integer/llama-config.js'
import { readTensors } from '../../src/engine/integer/read-tensors.js'
import { encodeTensors } from './prepared-model.js'
import { randomTensors, smallConfig } from './random-model.js'
import {
  exponential,
  referenceModel,
  sineAndCosine,
} from './reference-model.js'

// What another implementation is held against. A change of these bytes is a
// change of the arithmetic, which then needs another number.

const tiny: LlamaConfig = {
  ...smallConfig,
  hiddenSize: 32,
  intermediateSize: 64,
  headDimension: 8,
  vocabularySize: 20,
  contextLength: 80,
}
const tokens = Array.from({ length: 70 }, (_, i) => (i * i + 3 * i) % 20)

const cases = ([0, 32] as const).map((groupSize) => {
  const config = { ...tiny, groupSize, tiedHead: groupSize === 32 }
  return { config, file: encodeTensors(randomTensors(config, 11)) }
})

function tensorsOf(file: Uint8Array) {
  const tensors = readTensors(file)
  if (!tensors.ok) throw new TypeError(tensors.reason)
  return tensors.value
}

function bits(value: number): string {
  const word = new Uint32Array(Float32Array.of(value).buffer)[0] as number
  return `0x${word.toString(16).padStart(8, '0')}`
}

test('the reference gives the committed vectors', async () => {
  const models = cases.map(({ config, file }) => {
    const read = referenceModel(config, tensorsOf(file))
    const digest = logitsDigest()
    const logits = tokens.map((token) => digest.push(read(token)))
    const safetensors = Buffer.from(file).toString('base64')
    return { config, safetensors, tokens, logits, all: digest.digest() }
  })
  const exponents = [-100, -87, -20.5, -1, -0.1, 0, 0.3, 1, 10.25, 88, 100]
  const angles = [0, 0.5, 0.8, 1, 2, 3, 4, 5, 6, 100.5, 2047, 131_071]
  const vectors = {
    exponential: exponents.map((x) => [bits(x), bits(exponential(x))]),
    sineAndCosine: angles.map((x) => [
      x,
      ...sineAndCosine(x).map((value) => bits(Math.fround(value))),
    ]),
    models,
  }
  const text = `${JSON.stringify(vectors, undefined, 2)}\n`
  await expect(text).toMatchFileSnapshot('vectors.json')
})

test.each(cases)(
  'the kernel gives them too, groups of $config.groupSize',
  async ({ config, file }) => {
    const memory = arena()
    const module = await WebAssembly.compile(kernelBytes())
    const kernel = await openKernel(module, memory.memory)
    const tensors = tensorsOf(file)
    const threads = 1
    const opened = integerModel({
      kernel,
      arena: memory,
      config,
      tensors,
      threads,
    })
    if (!opened.ok) throw new TypeError(opened.reason)
    const { languageModel } = opened.value
    const read = referenceModel(config, tensors)
    const [expected, actual] = [logitsDigest(), logitsDigest()]
    for (const token of tokens) expected.push(read(token))
    const context = languageModel.emptyContext()
    for await (const step of languageModel.readEach?.(tokens, context) ?? []) {
      actual.push(step.logits)
    }
    expect(actual.digest()).toBe(expected.digest())
  },
)

test('sine, cosine and exponential are what their names say', () => {
  for (let x = 0; x < 3000; x += 0.37) {
    const [sine, cosine] = sineAndCosine(x)
    expect(sine).toBeCloseTo(Math.sin(x), 14)
    expect(cosine).toBeCloseTo(Math.cos(x), 14)
  }
  for (let x = -80; x < 80; x += 0.13) {
    const single = Math.fround(x)
    const error = exponential(single) / Math.exp(single) - 1
    expect(Math.abs(error)).toBeLessThan(3e-7)
  }
})
