import { type Cid, cidOf, type Digest } from '@aichain/base'
import type {
  DecodingRules,
  ModelFile,
  ModelManifest,
  OnnxRuntimePin,
} from '../../document/manifest.js'
import type { Prompt } from '../../document/prompt.js'
import type { ModelFiles } from '../../ports/inference-engine.js'
import type { PreparedFile } from '../../ports/model-folder.js'
import {
  generateFromHash,
  pretendedLogits,
  pretendedStep,
} from './generate-from-hash.js'

/** What the engine in memory says it is made of. */
export const memoryRuntime: OnnxRuntimePin = {
  package: '@aichain/inference/testing',
  version: '1.0.0',
  wasm: `0x${'00'.repeat(32)}`,
  loader: `0x${'00'.repeat(32)}`,
  executionProvider: 'wasm',
  threads: 1,
  graphOptimization: 'basic',
  schedule: 'prefill-then-one-token/1',
  text: 'words@1',
}

const decodingRules: DecodingRules = {
  sampler: 'greedy/1',
  ties: 'lowest-id',
  nonFinite: 'reject',
  repetitionPenalty: '1',
  endOfSequence: [0],
  contextLimit: 2048,
  maxNewTokens: 64,
  maxPromptBytes: 16_384,
}

const parts = {
  graph: 'model.onnx',
  config: 'config.json',
  tokenizer: 'tokenizer.json',
  tokenizerConfig: 'tokenizer_config.json',
}

const goldenPrompt: Prompt = {
  type: 'aichain/prompt/1',
  messages: [{ role: 'user', content: 'What is the capital of France?' }],
}

const goldenSeed: Digest = `0x${'5e'.repeat(32)}`

/** How a fake model differs from others. */
export type MemoryModelOptions = {
  /** Tells models apart: their answers differ. */
  readonly name?: string | undefined
  /** Overrides limits. */
  readonly decoding?: Partial<DecodingRules> | undefined
  /** Must be the engine's own, if that has one. */
  readonly reply?: ((prompt: Prompt) => string) | undefined
}

/** The files of a fake model, which nobody reads for their content. */
export function memoryModelFiles(name = 'memory'): PreparedFile[] {
  return Object.values(parts).map((path) => ({
    path,
    content: new TextEncoder().encode(`${path} of ${name}`),
  }))
}

/** The manifest of a fake model, golden vector included. */
export function memoryManifest(
  stored: { readonly root: Cid; readonly files: readonly ModelFile[] },
  { name = 'memory', decoding, reply }: MemoryModelOptions = {},
): ModelManifest {
  const manifest: ModelManifest = {
    type: 'aichain/model/1',
    name,
    license: 'MIT',
    dtype: 'fp32',
    ...stored,
    ...parts,
    runtime: memoryRuntime,
    decoding: { ...decodingRules, ...decoding },
    golden: [],
  }
  return { ...manifest, golden: [goldenVector(manifest, reply)] }
}

/**
 * A fake model that `memoryEngine` loads, nothing stored anywhere.
 *
 * @example
 * ```ts
 * import { memoryEngine, memoryModel } from '@aichain/inference/testing'
 *
 * const session = await memoryEngine().load(memoryModel())
 * ```
 */
export function memoryModel(options: MemoryModelOptions = {}): ModelFiles {
  const contents = memoryModelFiles(options.name)
  const files = contents.map(({ path, content }) => ({
    path,
    cid: cidOf(content),
    size: content.length,
  }))
  const bytes = new Map(contents.map(({ path, content }) => [path, content]))
  const root = cidOf(new TextEncoder().encode(options.name ?? 'memory'))
  return {
    manifest: memoryManifest({ root, files }, options),
    // Engines ask for files that the manifest names, and these are all.
    read: async (path) => bytes.get(path) as Uint8Array,
  }
}

function goldenVector(
  manifest: ModelManifest,
  reply: MemoryModelOptions['reply'],
): ModelManifest['golden'][number] {
  const seed = manifest.decoding.sampler === 'seeded/1' ? goldenSeed : undefined
  const options = { reply, seed }
  const run = generateFromHash(manifest, goldenPrompt, options)
  const tokens = run.parts.map(({ token }) => token)
  return {
    prompt: goldenPrompt,
    ...(seed && { seed }),
    generation: run.generation,
    logits: pretendedLogits(run.generation),
    steps: tokens.map((_, index) => pretendedStep(tokens.slice(0, index + 1))),
  }
}
