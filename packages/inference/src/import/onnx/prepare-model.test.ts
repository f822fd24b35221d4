import { createHash } from 'node:crypto'
import { onnx } from 'onnx-proto'
import { beforeAll, expect, test } from 'vitest'
import {
  defaultModelFolder,
  withFiles,
} from '../../../test/support/default-model.js'
import { countingModel } from '../../../test/support/tiny-graph.js'
import type { ModelFolder, PreparedModel } from '../../ports/model-folder.js'
import { prepareModel } from './prepare-model.js'

const GRAPH = 'onnx/model_quantized.onnx'

let original: ModelFolder
/** The same text files over a graph of a few hundred bytes. */
let tiny: ModelFolder
beforeAll(async () => {
  original = await defaultModelFolder()
  tiny = withFiles(original, { [GRAPH]: countingModel(6400) })
})

const contentOf = (model: PreparedModel, path: string) =>
  model.files.find((file) => file.path === path)?.content ?? new Uint8Array()

const jsonOf = (model: PreparedModel, path: string) =>
  JSON.parse(new TextDecoder().decode(contentOf(model, path)))

async function changed(path: string, change: Record<string, unknown>) {
  const json = new TextDecoder().decode(await original.read(path))
  const content = JSON.stringify({ ...JSON.parse(json), ...change })
  return withFiles(tiny, { [path]: content })
}

test('prepares the default model, with the same bytes at every time', async () => {
  const model = await prepareModel(original)
  expect(model).toMatchObject({
    dtype: 'q8',
    graph: GRAPH,
    decoding: {
      sampler: 'greedy/1',
      ties: 'lowest-id',
      nonFinite: 'reject',
      repetitionPenalty: '1.1',
      endOfSequence: [2],
      contextLimit: 2048,
      maxNewTokens: 64,
      maxPromptBytes: 16_384,
    },
    notes: [`Rewrote 57 products of ${GRAPH} to float32 activations.`],
  })
  expect(model.files.map((file) => file.path)).toEqual([
    'config.json',
    'generation_config.json',
    GRAPH,
    'tokenizer.json',
    'tokenizer_config.json',
  ])
  const graph = contentOf(model, GRAPH)
  const operators = onnx.ModelProto.decode(graph).graph?.node?.map(
    (node) => node.opType,
  )
  expect(operators).not.toContain('MatMulInteger')
  expect(operators).not.toContain('DynamicQuantizeLinear')
  // Other bytes would be another model: whoever changes them must want to.
  expect(createHash('sha256').update(graph).digest('hex')).toBe(
    '9e08d804484f7b6bc6015b8bf557aa0db9a37496bdf2351c8d94fd7b9a7b0ef3',
  )
})

test('a graph that needs no change keeps its bytes', async () => {
  const model = await prepareModel(tiny)
  expect(contentOf(model, GRAPH)).toEqual(countingModel(6400))
  expect(model.notes).toEqual([])
})

test('rules can be set; what is left out comes from the model', async () => {
  const decoding = {
    repetitionPenalty: '1',
    endOfSequence: [0, 2],
    contextLimit: 128,
    maxNewTokens: 7,
    maxPromptBytes: 99,
  }
  const model = await prepareModel(tiny, { decoding })
  expect(model.decoding).toMatchObject(decoding)
  const one = await prepareModel(tiny, { decoding: { maxNewTokens: 7 } })
  expect(one.decoding).toMatchObject({ maxNewTokens: 7, endOfSequence: [2] })
})

test('a model draws its tokens where the publisher says how', async () => {
  const sampling = { temperature: '0.7', topK: 40, topP: '0.95' }
  const drawing = await prepareModel(tiny, { decoding: { sampling } })
  expect(drawing.decoding).toMatchObject({ sampler: 'seeded/1', sampling })
  const plain = await prepareModel(tiny)
  expect(plain.decoding.sampler).toBe('greedy/1')
  expect(plain.decoding).not.toHaveProperty('sampling')
})

test('the context is no longer than the model was built for', async () => {
  const folder = await changed('config.json', { max_position_embeddings: 512 })
  expect((await prepareModel(folder)).decoding.contextLimit).toBe(512)
})

test('ends come from the generation config, then from the config', async () => {
  const generation = 'generation_config.json'
  const several = await changed(generation, { eos_token_id: [7, 2] })
  expect((await prepareModel(several)).decoding.endOfSequence).toEqual([2, 7])
  const none = withFiles(tiny, { [generation]: undefined })
  expect((await prepareModel(none)).decoding.endOfSequence).toEqual([2])
})

test('a template of its own file moves into the tokenizer config', async () => {
  const template = "{% for m in messages %}{{ m['content'] }}{% endfor %}"
  const folder = withFiles(
    await changed('tokenizer_config.json', { chat_template: undefined }),
    { 'chat_template.jinja': template },
  )
  const model = await prepareModel(folder)
  expect(jsonOf(model, 'tokenizer_config.json').chat_template).toBe(template)
  expect(model.notes).toEqual([
    'Moved chat_template.jinja into tokenizer_config.json.',
  ])
})

test('of several templates, the default one', async () => {
  const named = [
    { name: 'tool_use', template: "{{ raise_exception('no') }}" },
    { name: 'default', template: 'x' },
  ]
  const folder = await changed('tokenizer_config.json', {
    chat_template: named,
  })
  await expect(prepareModel(folder)).resolves.toBeDefined()
})

test.each(['config.json', 'tokenizer.json', 'tokenizer_config.json', GRAPH])(
  'names a missing %s',
  async (path) => {
    const folder = withFiles(tiny, { [path]: undefined })
    await expect(prepareModel(folder)).rejects.toMatchObject({
      code: 'model-file-missing',
      path,
    })
  },
)

const unsupported = (facts: { path?: string; reason: RegExp }) =>
  expect.objectContaining({
    code: 'model-unsupported',
    remedy: expect.stringMatching(/\w/),
    ...facts,
    reason: expect.stringMatching(facts.reason),
  })

test.each([
  ['config.json', '{', /not JSON/],
  ['tokenizer.json', '<html>', /not JSON/],
  ['tokenizer.json', '{}', /./],
  [GRAPH, 'version https://git-lfs.github.com/spec/v1\n', /Git LFS pointer/],
  [GRAPH, 'not a graph at all', /not a whole ONNX file|holds no graph/],
  [GRAPH, '', /holds no graph/],
])('a damaged %s (%j) is named', async (path, content, reason) => {
  await expect(
    prepareModel(withFiles(tiny, { [path]: content })),
  ).rejects.toEqual(unsupported({ path, reason }))
})

test('a graph that was cut off is named', async () => {
  const whole = await original.read(GRAPH)
  const folder = withFiles(tiny, { [GRAPH]: whole.subarray(0, 20_000_000) })
  await expect(prepareModel(folder)).rejects.toEqual(
    unsupported({ path: GRAPH, reason: /not a whole ONNX file/ }),
  )
})

test.each([
  ['no template', undefined, /no chat template/],
  ['a broken template', '{% if %}', /./],
  [
    'a template that refuses everything',
    "{{ raise_exception('no') }}",
    /refuses/,
  ],
  ['a template that needs a clock', "{{ strftime_now('%d') }}", /refuses/],
  ['a template that writes nothing', '', /cannot express/],
  [
    'a template that sorts',
    '{{ messages | tojson(sort_keys=true) }}',
    /sort_keys/,
  ],
])('refuses %s', async (_, chat_template, reason) => {
  const path = 'tokenizer_config.json'
  const folder = await changed(path, { chat_template })
  await expect(prepareModel(folder)).rejects.toEqual(
    unsupported({ path, reason }),
  )
})

test('refuses a model whose answers would not end', async () => {
  const folder = withFiles(
    await changed('config.json', { eos_token_id: null }),
    { 'generation_config.json': '{}' },
  )
  await expect(prepareModel(folder)).rejects.toEqual(
    unsupported({ reason: /no end-of-sequence token/ }),
  )
})

async function editGraph(edit: (graph: onnx.IGraphProto) => void) {
  const model = onnx.ModelProto.decode(countingModel(6400))
  edit(model.graph as onnx.IGraphProto)
  return withFiles(tiny, { [GRAPH]: onnx.ModelProto.encode(model).finish() })
}

test('refuses a graph without a cache', async () => {
  const folder = await editGraph((graph) => {
    graph.input = graph.input?.filter(({ name }) => name === 'input_ids') ?? []
  })
  await expect(prepareModel(folder)).rejects.toEqual(
    unsupported({ path: GRAPH, reason: /past_key_values/ }),
  )
})

test.each([
  ['RandomNormal', /random/],
  ['MatMulNBits', /threads/],
  ['DynamicQuantizeLinear', /quantises activations/],
])('refuses a graph with %s', async (opType, reason) => {
  const folder = await editGraph((graph) => {
    graph.node?.push({ opType, output: ['noise'] })
  })
  await expect(prepareModel(folder)).rejects.toEqual(
    unsupported({ path: GRAPH, reason }),
  )
})

test('weights from a second file move into the graph', async () => {
  const whole = await prepareModel(tiny)
  const folder = withFiles(
    await editGraph((graph) => {
      const scale = graph.initializer?.find(({ name }) => name === 'scale')
      if (!scale) return
      delete scale.rawData
      scale.dataLocation = 1
      scale.externalData = [{ key: 'location', value: 'scale_data' }]
    }),
    {
      'onnx/scale_data': new Uint8Array(
        Float32Array.from({ length: 6400 }, (_, index) => index).buffer,
      ),
    },
  )
  const model = await prepareModel(folder)
  expect(model.notes).toEqual([
    `Moved the weights of onnx/scale_data into ${GRAPH}.`,
  ])
  const [joined, expected] = [model, whole].map((each) =>
    onnx.ModelProto.decode(contentOf(each, GRAPH)).toJSON(),
  )
  expect(
    joined?.graph.initializer.map((t: { rawData: string }) => t.rawData),
  ).toEqual(
    expected?.graph.initializer.map((t: { rawData: string }) => t.rawData),
  )
})

test('aborts with the reason', async () => {
  const signal = AbortSignal.abort('stop')
  await expect(prepareModel(tiny, { signal })).rejects.toBe('stop')
})
