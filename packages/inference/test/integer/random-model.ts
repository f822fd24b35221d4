import { seededRandom } from '../../../base/test/seeded-random.js'
import type { LlamaConfig } from '../../src/engine/integer/llama-config.js'
import type { Tensor } from '../../src/engine/integer/read-tensors.js'

/** Small, with every kind of grouping in it; the vocabulary is no multiple of eight. */
export const smallConfig: LlamaConfig = {
  type: 'aichain/llama/1',
  hiddenSize: 64,
  intermediateSize: 96,
  layers: 2,
  heads: 4,
  keyValueHeads: 2,
  headDimension: 16,
  vocabularySize: 101,
  contextLength: 256,
  groupSize: 0,
  normEpsilon: '0.00001',
  tiedHead: false,
}

/** Random quantised weights of a model, the same for every equal seed. */
export function randomTensors(
  config: LlamaConfig,
  seed: number,
): ReadonlyMap<string, Tensor> {
  const { below } = seededRandom(seed)
  const random = () => below(2 ** 24) / 2 ** 24
  const tensors = new Map<string, Tensor>()
  const floats = (name: string, shape: number[], scale: number, base = 0) => {
    const count = shape.reduce((product, n) => product * n, 1)
    const values = Float32Array.from(
      { length: count },
      () => base + scale * random(),
    )
    const bytes = new Uint8Array(values.buffer)
    tensors.set(name, { dtype: 'F32', shape, bytes })
  }
  const matrix = (name: string, rows: number, columns: number) => {
    const bytes = new Uint8Array(rows * columns).map(
      () => Math.round(random() * 254) - 127,
    )
    tensors.set(`${name}.weight`, {
      dtype: 'I8',
      shape: [rows, columns],
      bytes,
    })
    const { groupSize } = config
    const shape = groupSize > 0 ? [rows, columns / groupSize] : [rows]
    floats(`${name}.scale`, shape, 0.02 / Math.sqrt(columns), 0.002)
  }
  const { hiddenSize: hidden, intermediateSize: inner } = config
  matrix('embedding', config.vocabularySize, hidden)
  if (!config.tiedHead) matrix('head', config.vocabularySize, hidden)
  floats('norm', [hidden], 1, 0.5)
  const half = config.headDimension / 2
  const frequencies = Float32Array.from(
    { length: half },
    (_, i) => 1 / 10_000 ** (i / half),
  )
  tensors.set('rotary.frequencies', {
    dtype: 'F32',
    shape: [half],
    bytes: new Uint8Array(frequencies.buffer),
  })
  const queries = config.heads * config.headDimension
  const keys = config.keyValueHeads * config.headDimension
  for (let index = 0; index < config.layers; index += 1) {
    const prefix = `layers.${index}`
    floats(`${prefix}.attention_norm`, [hidden], 1, 0.5)
    floats(`${prefix}.feed_forward_norm`, [hidden], 1, 0.5)
    matrix(`${prefix}.query`, queries, hidden)
    matrix(`${prefix}.key`, keys, hidden)
    matrix(`${prefix}.value`, keys, hidden)
    matrix(`${prefix}.output`, hidden, queries)
    matrix(`${prefix}.gate`, inner, hidden)
    matrix(`${prefix}.up`, inner, hidden)
    matrix(`${prefix}.down`, hidden, inner)
  }
  return tensors
}
