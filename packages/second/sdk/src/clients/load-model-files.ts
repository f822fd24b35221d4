import type { CallOptions, Cid, TransferProgress } from '@aichain/base'
import {
  ManifestInvalidError,
  type ModelFile,
  ModelFileMissingError,
  type ModelFiles,
  type ModelManifest,
  parseManifest,
} from '@aichain/inference'
import {
  ContentNotFoundError,
  ContentTamperedError,
} from '../errors/content.js'
import { ModelNotFoundError } from '../errors/model.js'
import type { ContentReader, ReadOptions } from '../ports/content-store.js'
import type { BlockCache } from '../ports/model-cache.js'

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
