import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import onnxProto from 'onnx-proto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { generateModel, paths } from './generate-model.js'
import { randomWeights } from './random-weights.js'
import { type Shape, tensorShapes } from './shapes.js'
import { END, vocabulary } from './text-files.js'

const shape: Shape = {
  like: 'nothing',
  hiddenSize: 64,
  intermediateSize: 96,
  layers: 2,
  heads: 4,
  keyValueHeads: 2,
  headDimension: 16,
  vocabularySize: 320,
  ropeTheta: 10_000,
  contextLength: 64,
}
const weight = randomWeights(shape)

/** An entry of a safetensors header. */
type Entry = { readonly data_offsets?: readonly [number, number] }

let cache: string
let folder: string
beforeAll(() => {
  cache = mkdtempSync(join(tmpdir(), 'aichain-bench-'))
  folder = generateModel(cache, 'tiny', shape)
})
afterAll(() => rmSync(cache, { recursive: true }))

const read = (form: keyof typeof paths) =>
  readFileSync(join(folder, paths[form]))

test('weights are the same every time, and of the size that was asked for', () => {
  const name = 'model.layers.1.mlp.up_proj.weight'
  expect(randomWeights(shape)(name)).toEqual(weight(name))
  const numbers = [...weight(name)]
  const deviation = Math.hypot(...numbers) / Math.sqrt(numbers.length)
  expect(deviation).toBeCloseTo(1 / Math.sqrt(64), 2)
  expect(weight('model.layers.0.mlp.up_proj.weight')).not.toEqual(weight(name))
})

test('safetensors hold them exactly', () => {
  const file = read('safetensors')
  const size = Number(file.readBigUInt64LE())
  const header = JSON.parse(file.subarray(8, 8 + size).toString())
  const data = file.subarray(8 + size)
  for (const [name, dims] of tensorShapes(shape)) {
    const entry = header[name]
    expect(entry).toMatchObject({ dtype: 'BF16', shape: dims })
    const [from, to] = entry.data_offsets
    const bits = new Uint32Array((to - from) / 2)
    for (const index of bits.keys()) {
      bits[index] = data.readUInt16LE(from + 2 * index) << 16
    }
    expect(new Float32Array(bits.buffer)).toEqual(weight(name))
  }
  expect(file.length).toBe(8 + size + Math.max(...ends(header)))
})

const ends = (header: Record<string, Entry>) =>
  Object.values(header).flatMap(({ data_offsets }) => data_offsets ?? [])

/** At most half a step from the weight. */
function expectNear(
  actual: Float32Array,
  expected: Float32Array,
  step: number,
): void {
  const farthest = expected.reduce(
    (largest, number, index) =>
      Math.max(largest, Math.abs(number - (actual[index] as number))),
    0,
  )
  expect(actual).toHaveLength(expected.length)
  expect(farthest).toBeLessThanOrEqual(step * 0.51)
}

test('the graph holds them as bytes with one scale a matrix', () => {
  const { graph } = onnxProto.onnx.ModelProto.decode(read('onnx'))
  const constant = (name: string) => {
    const found = graph?.initializer?.find((each) => each.name === name)
    return { dims: found?.dims ?? [], data: Buffer.from(found?.rawData ?? []) }
  }
  const name = 'model.layers.1.mlp.down_proj'
  const bytes = constant(`${name}.bytes`)
  const scale = constant(`${name}.scale`).data.readFloatLE()
  expect(bytes.dims.map(Number)).toEqual([96, 64])
  const expected = weight(`${name}.weight`)
  const actual = Float32Array.from(expected, (_, index) => {
    const [row, column] = [Math.floor(index / 96), index % 96]
    return bytes.data.readInt8(column * 64 + row) * scale
  })
  expectNear(actual, expected, scale)
})

test('GGUF holds them as blocks, the rows that are turned in its own order', () => {
  const file = read('gguf')
  const data = file.subarray(dataStart(file))
  const embedding = weight('model.embed_tokens.weight')
  expectNear(dequantise(data, embedding.length), embedding, 0.005)
  const afterEmbedding = (embedding.length / 32) * 34
  const norm = 4 * shape.hiddenSize
  const query = weight('model.layers.0.self_attn.q_proj.weight')
  const actual = dequantise(data.subarray(afterEmbedding + norm), query.length)
  const row = (numbers: Float32Array, index: number) =>
    numbers.slice(index * 64, (index + 1) * 64)
  expectNear(row(actual, 0), row(query, 0), 0.005)
  expectNear(row(actual, 1), row(query, 8), 0.005)
  expectNear(row(actual, 2), row(query, 1), 0.005)
  expectNear(row(actual, 17), row(query, 24), 0.005)
})

/** Data begins after the last thing of the header, the last tensor's name and place. */
function dataStart(file: Buffer): number {
  const name = 'output_norm.weight'
  const end = file.indexOf(name) + name.length + 4 + 8 + 4 + 8
  return Math.ceil(end / 32) * 32
}

function dequantise(data: Buffer, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, index) => {
    const block = 34 * Math.floor(index / 32)
    const scale = fromFloat16(data.readUInt16LE(block))
    return data.readInt8(block + 2 + (index % 32)) * scale
  })
}

const fromFloat16 = (bits: number) =>
  2 ** ((bits >> 10) - 25) * (1024 + (bits & 1023))

test('the end never has the highest score', () => {
  const row = weight('model.embed_tokens.weight').subarray(256 * 64, 257 * 64)
  expect(row.every((number) => number === 0)).toBe(true)
})

test('a text has as many tokens as bytes', () => {
  const json = JSON.parse(readFileSync(join(folder, 'tokenizer.json'), 'utf8'))
  expect(Object.keys(json.model.vocab)).toHaveLength(shape.vocabularySize)
  expect(json.model.vocab.a).toBe('a'.charCodeAt(0))
  expect(vocabulary(320)[END.id]).toBe(END.text)
})
