import type { Cid } from '../../core/cid.js'
import type { Digest } from '../../core/hex.js'
import {
  type DecodingRules,
  encodeManifest,
  type ModelManifest,
  type OnnxRuntimePin,
} from '../../core/manifest.js'
import type { Prompt } from '../../core/prompt.js'
import type { ContentStore, FileSource } from '../../ports/content-store.js'
import {
  generateFromHash,
  pretendedLogits,
  pretendedStep,
} from './generation.js'

/** What the engine in memory says it is made of. */
export const memoryRuntime: OnnxRuntimePin = {
  package: '@aichain/sdk/testing',
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

/**
 * Stores a pretended model that `memoryEngine` runs: its folder, and a manifest
 * with a golden vector. Register the returned `model` with
 * `chain.registerModel`.
 *
 * @param content - Any content store.
 * @param options - `name` tells models apart (their answers differ); `decoding`
 *   overrides limits; `reply` must be the engine's own, if that has one.
 *
 * @example
 * ```ts
 * import { memoryContentStore, memoryModel } from '@aichain/sdk/testing'
 *
 * const { model, manifest } = await memoryModel(memoryContentStore())
 * ```
 */
export async function memoryModel(
  content: Pick<ContentStore, 'put' | 'putFolder'>,
  options: {
    readonly name?: string | undefined
    readonly decoding?: Partial<DecodingRules> | undefined
    readonly reply?: ((prompt: Prompt) => string) | undefined
  } = {},
): Promise<{ readonly model: Cid; readonly manifest: ModelManifest }> {
  const { name = 'memory', decoding, reply } = options
  const { root, files } = await content.putFolder(pretendedFiles(name))
  const withoutGolden: ModelManifest = {
    type: 'aichain/model/1',
    name,
    license: 'MIT',
    dtype: 'fp32',
    root,
    files,
    ...parts,
    runtime: memoryRuntime,
    decoding: { ...decodingRules, ...decoding },
    golden: [],
  }
  const { sampler } = withoutGolden.decoding
  const seed = sampler === 'seeded/1' ? goldenSeed : undefined
  const { generation, parts: spoken } = generateFromHash(
    withoutGolden,
    goldenPrompt,
    {
      reply,
      seed,
    },
  )
  const golden = [
    {
      prompt: goldenPrompt,
      ...(seed && { seed }),
      generation,
      logits: pretendedLogits(generation),
      steps: spoken.map((_, index) =>
        pretendedStep(spoken.slice(0, index + 1).map(({ token }) => token)),
      ),
    },
  ]
  const manifest = { ...withoutGolden, golden }
  return { model: await content.put(encodeManifest(manifest)), manifest }
}

function pretendedFiles(name: string): FileSource[] {
  return Object.values(parts).map((path) => ({
    path,
    content: new TextEncoder().encode(`${path} of ${name}`),
  }))
}
