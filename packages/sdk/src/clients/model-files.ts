import type { Cid } from '../core/cid.js'
import type { Digest } from '../core/hex.js'
import {
  type ModelFile,
  type ModelManifest,
  parseManifest,
  type RuntimePin,
} from '../core/manifest.js'
import type { Generation, TracedGeneration } from '../core/output.js'
import type { Prompt } from '../core/prompt.js'
import {
  ContentNotFoundError,
  ContentTamperedError,
} from '../errors/content.js'
import { InferenceFailedError } from '../errors/inference.js'
import {
  ManifestInvalidError,
  ModelFileMissingError,
  ModelNotFoundError,
} from '../errors/model.js'
import { withTimeout } from '../internal/with-timeout.js'
import type {
  ContentReader,
  ReadOptions,
  TransferProgress,
} from '../ports/content-store.js'
import type {
  GenerateOptions,
  GenerationPart,
  InferenceSession,
  ModelFiles,
} from '../ports/inference-engine.js'
import type { BlockCache } from '../ports/model-cache.js'
import type { CallOptions } from '../ports/options.js'
import { explainMismatch, isSameRun } from './explain-mismatch.js'

/**
 * Fetches a published model's manifest, and gives access to its files for
 * `InferenceEngine.load`. Files are fetched when they are read, and verified as
 * they arrive; `onProgress` goes on telling of them.
 *
 * Errors: `ModelNotFoundError`, `ManifestInvalidError`, those of the content
 * store; from `read` also `ModelFileMissingError` and `ContentTamperedError`.
 *
 * @example
 * ```ts
 * import type { Cid, ContentReader, InferenceEngine } from '@aichain/sdk'
 * import { loadModelFiles, runGoldenVectors } from '@aichain/sdk'
 *
 * async function load(engine: InferenceEngine, content: ContentReader, model: Cid) {
 *   const files = await loadModelFiles({ content, model })
 *   const session = await engine.load(files)
 *   await runGoldenVectors({ session, manifest: files.manifest })
 *   return session
 * }
 * ```
 */
export async function loadModelFiles(
  parameters: {
    readonly content: ContentReader
    readonly model: Cid
    /** Where manifest and files are looked for first, and kept. */
    readonly cache?: BlockCache | undefined
  },
  options: CallOptions<TransferProgress> = {},
): Promise<ModelFiles> {
  const { content, model, cache } = parameters
  const manifest = await fetchManifest(content, model, { ...options, cache })
  const files = new Map(manifest.files.map((file) => [file.path, file]))
  return {
    manifest,
    read: async (path, { signal, timeout } = {}) => {
      const file = files.get(path)
      if (!file) {
        throw new ModelFileMissingError({ path, purpose: 'the engine' })
      }
      const { onProgress } = options
      const call = { signal, timeout, onProgress, cache }
      return await fetchFile(content, file, call)
    },
  }
}

async function fetchManifest(
  content: ContentReader,
  model: Cid,
  { onProgress: _, ...call }: ReadOptions,
): Promise<ModelManifest> {
  const bytes = await content.get(model, call).catch((error) => {
    if (!(error instanceof ContentNotFoundError)) throw error
    throw new ModelNotFoundError({ model, cause: error })
  })
  const manifest = parseManifest(bytes)
  if (manifest.ok) return manifest.value
  throw new ManifestInvalidError({ model, reason: manifest.reason })
}

/** The reader checks every block; the size is the manifest's own promise. */
async function fetchFile(
  content: ContentReader,
  { path, cid, size }: ModelFile,
  { onProgress, ...call }: ReadOptions,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let count = 0
  for await (const chunk of content.cat(cid, call)) {
    chunks.push(chunk)
    count += chunk.length
    // Stops at once, because who lies about the size may send without end.
    if (count > size) break
    onProgress?.({ type: 'transfer', path, bytes: count, total: size })
  }
  if (count === size) return join(chunks, size)
  const found = count > size ? 'more' : String(count)
  const reason = `the file has ${found} bytes, the manifest says ${size}`
  throw new ContentTamperedError({
    cid,
    attempts: [{ store: 'manifest', reason }],
  })
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}

/** Told after each golden vector that passed. */
export type GoldenVectorProgress = {
  readonly type: 'golden-vector'
  /** Vectors that passed so far, and all there are. */
  readonly passed: number
  readonly total: number
}

/**
 * Proves that this machine computes what the model's publisher computed: runs
 * every golden vector of the manifest and compares answers and logits. Do this
 * before a stake depends on the machine. A vector that fails is run again, to
 * tell a machine that computes otherwise from one that is unstable.
 *
 * Errors: `GoldenVectorMismatchError` for the first vector that differs, with
 * the first difference and its likely cause, and those of the session.
 *
 * @param parameters - `runtime`: what computes here, from the engine; it tells
 *   an altered runtime from an unsound machine.
 */
export async function runGoldenVectors(
  parameters: {
    readonly session: InferenceSession
    readonly manifest: ModelManifest
    readonly runtime?: RuntimePin | undefined
  },
  options: CallOptions<GoldenVectorProgress> = {},
): Promise<void> {
  const { session, manifest, runtime } = parameters
  const { golden } = manifest
  const call = { ...options, operation: 'runGoldenVectors' }
  await withTimeout(call, async (signal) => {
    for (const [index, vector] of golden.entries()) {
      const { prompt, seed } = vector
      const run = await runTraced(session, prompt, { seed, signal })
      if (!isSameRun(run, vector)) {
        const again = await runTraced(session, prompt, { seed, signal })
        throw explainMismatch({ manifest, index, run, again, runtime })
      }
      const passed = index + 1
      options.onProgress?.({
        type: 'golden-vector',
        passed,
        total: golden.length,
      })
    }
  })
}

/** Runs a prompt to its end, without the tokens on the way. */
export async function runPrompt(
  session: InferenceSession,
  prompt: Prompt,
  options: GenerateOptions = {},
): Promise<Generation> {
  return (await lastPart(session.generate(prompt, options))).generation
}

/** Runs a prompt to its end, and keeps what a golden vector holds of it. */
export async function runTraced(
  session: InferenceSession,
  prompt: Prompt,
  options: Omit<GenerateOptions, 'trace'> = {},
): Promise<TracedGeneration> {
  const steps: Digest[] = []
  const parts = session.generate(prompt, { ...options, trace: true })
  const part = await lastPart(parts, ({ logits }) => {
    if (logits !== undefined) steps.push(logits)
  })
  const { generation, logits } = part
  if (logits !== undefined) return { generation, logits, steps }
  throw new InferenceFailedError({ reason: 'it left out the trace' })
}

type Part<Type extends GenerationPart['type']> = Extract<
  GenerationPart,
  { type: Type }
>

async function lastPart(
  parts: AsyncIterable<GenerationPart>,
  onToken: (part: Part<'token'>) => void = () => {},
): Promise<Part<'generation'>> {
  for await (const part of parts) {
    if (part.type === 'generation') return part
    onToken(part)
  }
  throw new InferenceFailedError({ reason: 'it ended without a result' })
}
