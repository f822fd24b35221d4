import { readFileSync } from 'node:fs'
import { kernelPin } from '../../src/engine/integer/kernel-pin.js'
import { loadModel as loadInteger } from '../../src/engine/integer/load-model.js'
import { loadOnnxProto } from '../../src/engine/onnx/graph/onnx-proto.js'
import { loadModel as loadOnnx } from '../../src/engine/onnx/runtime/load-model.js'
import type { LoadedModel } from '../../src/engine/shared/decoding/generation.js'
import type { ModelParts } from '../../src/engine/shared/model/model-parts.js'
import { loadTextLibraries } from '../../src/engine/shared/text/load-text-libraries.js'
import { prepareLlamaModel } from '../../src/import/llama/prepare-llama-model.js'
import { prepareModel } from '../../src/import/onnx/prepare-model.js'
import type { PreparedModel } from '../../src/ports/model-folder.js'
import { defaultModelFolder } from '../../test/support/default-model.js'
import { minimindSafetensors } from '../../test/support/minimind-safetensors.js'
import { startTestRuntime } from '../../test/support/ort.js'
import { type Comparison, compareScores, summarise } from './compare-scores.js'

const WINDOW = 128
const WINDOWS = 12
const PROMPTS = 50
const NEW_TOKENS = 64

/** Prose that no model was tuned on: pages of this repository as they once were. */
function prose(): string {
  return readFileSync(new URL('prose.txt', import.meta.url), 'utf8')
}

function partsOf(model: PreparedModel, runtime: unknown): ModelParts {
  const files = new Map(model.files.map(({ path, content }) => [path, content]))
  const read = (path: string) => files.get(path) as Uint8Array
  return {
    manifest: { ...model, runtime } as never,
    graph: read(model.graph),
    config: read(model.config),
    tokenizer: read(model.tokenizer),
    tokenizerConfig: read(model.tokenizerConfig),
  }
}

async function openFloat(): Promise<LoadedModel> {
  const model = await prepareModel(await defaultModelFolder())
  const runtime = await startTestRuntime()
  const libraries = {
    ...(await loadTextLibraries()),
    proto: await loadOnnxProto(),
    runtime,
  }
  return await loadOnnx(libraries, partsOf(model, undefined))
}

async function openInteger(groupSize: 0 | 32): Promise<LoadedModel> {
  const model = await prepareLlamaModel(await minimindSafetensors(), {
    groupSize,
  })
  const unused = {
    url: new URL('file:///none'),
    startWebWorker: () => undefined as never,
  }
  return await loadInteger(
    await loadTextLibraries(),
    { model: partsOf(model, await kernelPin()), threads: 1 },
    unused,
  )
}

/** Scores after each token but the first ones, read one by one as generation does. */
async function scores(
  { languageModel }: LoadedModel,
  tokens: readonly number[],
) {
  const rows: Float32Array[] = []
  let context = languageModel.emptyContext()
  for (const token of tokens) {
    const step = await languageModel.read([token], context)
    context = step.context
    rows.push(step.logits)
  }
  return rows
}

async function greedy(
  { languageModel }: LoadedModel,
  prompt: readonly number[],
) {
  const tokens: number[] = []
  let step = await languageModel.read(prompt, languageModel.emptyContext())
  while (tokens.length < NEW_TOKENS) {
    const token = step.logits.reduce(
      (best, score, id, all) => (score > (all[best] as number) ? id : best),
      0,
    )
    tokens.push(token)
    step = await languageModel.read([token], step.context)
  }
  return tokens
}

function firstDifference(left: readonly number[], right: readonly number[]) {
  const index = left.findIndex((token, i) => token !== right[i])
  return index < 0 ? left.length : index
}

const float = await openFloat()
const text = float.codec.encode(prose()) ?? []
const windows = Array.from({ length: WINDOWS }, (_, i) =>
  text.slice(i * WINDOW, (i + 1) * WINDOW),
)
const prompts = Array.from({ length: PROMPTS }, (_, i) =>
  text.slice(WINDOW * WINDOWS + i * 24, WINDOW * WINDOWS + (i + 1) * 24),
)
const expectedScores = []
for (const window of windows) expectedScores.push(await scores(float, window))
const expectedTokens: number[][] = []
for (const prompt of prompts) expectedTokens.push(await greedy(float, prompt))

const rows = []
for (const groupSize of [0, 32] as const) {
  const model = await openInteger(groupSize)
  const comparisons: Comparison[] = []
  for (const [index, window] of windows.entries()) {
    const actual = await scores(model, window)
    for (const [at, row] of actual.entries()) {
      const expected = expectedScores[index]?.[at] as Float32Array
      comparisons.push(compareScores(expected, row))
    }
  }
  const divergences: number[] = []
  for (const [index, prompt] of prompts.entries()) {
    const tokens = await greedy(model, prompt)
    divergences.push(firstDifference(expectedTokens[index] as number[], tokens))
  }
  rows.push({
    scheme: groupSize === 0 ? 'W8A12, a scale a row' : 'W8A12, groups of 32',
    ...summarise(comparisons),
    divergence: divergences.sort((a, b) => a - b)[PROMPTS / 2],
    identical: divergences.filter((n) => n === NEW_TOKENS).length / PROMPTS,
  })
}
if (process.argv.includes('--json')) {
  process.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`)
} else {
  for (const row of rows) {
    process.stdout.write(
      `${row.scheme}: KL ${row.divergenceInNats.toFixed(4)} nats, argmax agrees ${(100 * row.agreement).toFixed(1)} %, first difference (median of ${PROMPTS}) ${row.divergence} of ${NEW_TOKENS}, identical ${(100 * row.identical).toFixed(0)} %\n`,
    )
  }
}
