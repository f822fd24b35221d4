import { expect, test } from 'vitest'
import { withFiles } from '../../../test/support/default-model.js'
import { memoryFolder } from '../../../test/support/memory-folder.js'
import {
  llamaFolder,
  llamaGguf,
  randomLlama,
} from '../../../test/support/random-llama.js'
import {
  joinBytes,
  type LazyTensor,
  safetensorsHeader,
  safetensorsParts,
} from '../../../test/support/safetensors.js'
import type { ModelFolder } from '../../ports/model-folder.js'
import { prepareLlamaModel } from './prepare-llama-model.js'

const model = randomLlama()
const folder = llamaFolder(model)
const weights = joinBytes(safetensorsParts(model.tensors, 'F32'))

const withWeights = (content: Uint8Array) =>
  withFiles(folder, { 'model.safetensors': content })

const withConfig = (change: Record<string, unknown>) =>
  withFiles(folder, {
    'config.json': JSON.stringify({ ...model.config, ...change }),
  })

const withTensors = (tensors: readonly LazyTensor[]) =>
  withWeights(joinBytes(safetensorsParts(tensors, 'F32')))

/** The weights with a header that was tampered with. */
function withHeader(change: (json: Record<string, Entry>) => unknown) {
  const length = Number(new DataView(weights.buffer).getBigUint64(0, true))
  const text = new TextDecoder().decode(weights.subarray(8, 8 + length))
  const header = safetensorsHeader(change(JSON.parse(text)))
  return withWeights(joinBytes([header, weights.subarray(8 + length)]))
}

type Entry = {
  readonly dtype: string
  readonly shape: readonly number[]
  readonly data_offsets: readonly number[]
}

const NORM = 'model.norm.weight'
const QUERY = 'model.layers.0.self_attn.q_proj.weight'

/** One tensor's values replaced, from some index on. */
function withValue(name: string, value: number): ModelFolder {
  return withTensors(
    model.tensors.map((tensor) => {
      const values = () => tensor.values().with(70, value)
      return tensor.name === name ? { ...tensor, values } : tensor
    }),
  )
}

function huge(): Uint8Array {
  const bytes = weights.slice()
  new DataView(bytes.buffer).setBigUint64(0, 2n ** 63n, true)
  return bytes
}

const extra = (name: string): LazyTensor[] => [
  ...model.tensors,
  { name, shape: [64], values: () => new Float32Array(64) },
]

test.each<[string, ModelFolder, RegExp]>([
  ['an empty file', withWeights(new Uint8Array()), /ends before byte 8/],
  ['a header longer than the file', withWeights(weights.slice(0, 99)), /ends/],
  ['a header of exabytes', withWeights(huge()), /claims 9\d{18} bytes/],
  ['a truncated file', withWeights(weights.slice(0, -1)), /ends before/],
  [
    'a byte too many',
    withWeights(joinBytes([weights, Uint8Array.of(0)])),
    /goes on/,
  ],
  [
    'a header that is no JSON',
    withWeights(weights.map((byte, index) => (index === 9 ? 0 : byte))),
    /not JSON/,
  ],
  [
    'overlapping tensors',
    withHeader((json) => ({
      ...json,
      [NORM]: { ...json[NORM], data_offsets: [0, 256] },
    })),
    /holes|overlap/,
  ],
  [
    'offsets beyond the file',
    withHeader((json) => ({
      ...json,
      [NORM]: { ...json[NORM], data_offsets: [2 ** 40, 2 ** 40 + 256] },
    })),
    /holes/,
  ],
  [
    'offsets that run backwards',
    withHeader((json) => ({
      ...json,
      [NORM]: { ...json[NORM], data_offsets: [256, 0] },
    })),
    /holes|size/,
  ],
  [
    'a negative offset',
    withHeader((json) => ({
      ...json,
      [NORM]: { ...json[NORM], data_offsets: [-256, 0] },
    })),
    /does not describe/,
  ],
  [
    'a fraction of a dimension',
    withHeader((json) => ({
      ...json,
      [NORM]: { ...json[NORM], shape: [63.5] },
    })),
    /does not describe/,
  ],
  [
    'an enormous dimension',
    withHeader((json) => ({
      ...json,
      [NORM]: { ...json[NORM], shape: [2 ** 52] },
    })),
    /size/,
  ],
  [
    'three dimensions',
    withHeader((json) => ({
      ...json,
      [NORM]: { ...json[NORM], shape: [4, 4, 4] },
    })),
    /shape \[4, 4, 4\]/,
  ],
  [
    'another dtype',
    withHeader((json) => ({
      ...json,
      [NORM]: { ...json[NORM], dtype: 'F8_E4M3' },
    })),
    /F8_E4M3/,
  ],
  [
    'a dtype of prototypes',
    withHeader((json) => ({
      ...json,
      [NORM]: { ...json[NORM], dtype: 'constructor' },
    })),
    /constructor/,
  ],
  [
    'a shape that is another',
    withHeader((json) => ({
      ...json,
      [QUERY]: { ...json[QUERY], shape: [32, 128] },
    })),
    /\[32, 128\], not \[64, 64\]/,
  ],
  [
    'a bias',
    withTensors(extra('model.layers.0.self_attn.q_proj.bias')),
    /q_proj\.bias/,
  ],
  [
    'a norm of queries',
    withTensors(extra('model.layers.0.self_attn.q_norm.weight')),
    /q_norm/,
  ],
  ['a missing tensor', withTensors(model.tensors.slice(1)), /embed_tokens/],
  [
    'a weight that is no number',
    withValue(QUERY, Number.NaN),
    /row 1 of .*not finite/,
  ],
  ['an endless weight', withValue(QUERY, Number.POSITIVE_INFINITY), /row 1/],
  ['biases', withConfig({ attention_bias: true }), /attention_bias/],
  ['another activation', withConfig({ hidden_act: 'gelu' }), /gelu/],
  ['another architecture', withConfig({ model_type: 'gpt2' }), /gpt2/],
  ['experts', withConfig({ num_local_experts: 8 }), /experts/],
  ['a window', withConfig({ sliding_window: 128 }), /128 tokens/],
  [
    'yarn',
    withConfig({ rope_scaling: { rope_type: 'yarn', factor: 2 } }),
    /yarn/,
  ],
  [
    'a part of rotation',
    withConfig({ partial_rotary_factor: 0.5 }),
    /part of each head/,
  ],
  [
    'heads that cannot share',
    withConfig({ num_attention_heads: 5 }),
    /multiple|share/,
  ],
  [
    'enormous layers',
    withConfig({ num_hidden_layers: 1e9 }),
    /layers is 1000000000/,
  ],
  ['no layers', withConfig({ num_hidden_layers: 0 }), /layers is 0/],
  [
    'a width of 48',
    withConfig({ hidden_size: 48, head_dim: 16 }),
    /multiple of 32/,
  ],
  ['text for a dimension', withConfig({ hidden_size: '64' }), /hidden_size/],
  ['a strange epsilon', withConfig({ rms_norm_eps: -1 }), /rms_norm_eps/],
  [
    'quantised weights',
    withConfig({ quantization_config: { bits: 4 } }),
    /quantised already/,
  ],
  [
    'a vocabulary that is smaller',
    withConfig({ vocab_size: 300 }),
    /shape|row/,
  ],
  [
    'an index that names nothing',
    withFiles(folder, {
      'model.safetensors': undefined,
      'model.safetensors.index.json': '{}',
    }),
    /weight_map/,
  ],
  [
    'an index of a file that is not there',
    withFiles(folder, {
      'model.safetensors': undefined,
      'model.safetensors.index.json': '{"weight_map":{"a":"../b"}}',
    }),
    /'\.\.\/b'/,
  ],
  [
    'another GGUF architecture',
    llamaGguf(model, 'F32', { 'general.architecture': 'qwen3' }),
    /qwen3/,
  ],
  [
    'GGUF experts',
    llamaGguf(model, 'F32', { 'llama.expert_count': 4 }),
    /experts/,
  ],
  [
    'a part of a GGUF',
    llamaGguf(model, 'F32', { 'split.count': 2 }),
    /several parts/,
  ],
  [
    'GGUF scaling',
    llamaGguf(model, 'F32', { 'llama.rope.scaling.type': 'yarn' }),
    /yarn/,
  ],
  [
    'an unknown way to cut text',
    llamaGguf(model, 'F32', { 'tokenizer.ggml.pre': 'tekken' }),
    /tekken/,
  ],
  [
    'another tokenizer',
    llamaGguf(model, 'F32', { 'tokenizer.ggml.model': 'bert' }),
    /bert/,
  ],
  [
    'a GGUF alignment of zero',
    llamaGguf(model, 'F32', { 'general.alignment': 0 }),
    /alignment is 0/,
  ],
  [
    'two GGUF files',
    memoryFolder({ 'a.gguf': '', 'b.gguf': '' }),
    /2 GGUF files/,
  ],
  [
    'no GGUF',
    memoryFolder({ 'a.gguf': 'GGML, or something else' }),
    /not a GGUF/,
  ],
])('%s', async (_, damaged, reason) => {
  const error = await prepareLlamaModel(damaged).catch((each) => each)
  expect(error).toMatchObject({ code: 'model-unsupported' })
  expect(error.reason).toMatch(reason)
  expect(error.path).toEqual(expect.any(String))
})

test('a name said twice', async () => {
  const twice = withHeader((json) => {
    const norm = `${JSON.stringify(NORM)}:${JSON.stringify(json[NORM])}`
    return JSON.stringify(json).replace(/}$/, `,${norm}}`)
  })
  await expect(prepareLlamaModel(twice)).rejects.toMatchObject({
    code: 'model-unsupported',
    reason: expect.stringContaining('twice'),
  })
})

test('a row whose sums could overflow is named', async () => {
  const wide = randomLlama({
    ...model.shape,
    intermediateSize: 8288,
    layers: 1,
  })
  const name = 'model.layers.0.mlp.down_proj.weight'
  const tensors = wide.tensors.map((tensor) =>
    tensor.name === name
      ? { ...tensor, values: () => new Float32Array(64 * 8288).fill(0.5) }
      : tensor,
  )
  const overflowing = llamaFolder({ ...wide, tensors })
  await expect(prepareLlamaModel(overflowing)).rejects.toMatchObject({
    code: 'model-unsupported',
    reason: `row 0 of '${name}' has weights that are so large that sums overflow`,
  })
  await expect(prepareLlamaModel(llamaFolder(wide))).resolves.toBeDefined()
})
