import type { Cid } from '@aichain/base'
import { encodeManifest, type ModelManifest } from '@aichain/inference'
import {
  type MemoryModelOptions,
  memoryManifest,
  memoryModelFiles,
} from '@aichain/inference/testing'
import type { ContentStore } from '../../ports/content-store.js'

/**
 * Stores a fake model that `memoryEngine` runs: its folder, and a manifest
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
  options: MemoryModelOptions = {},
): Promise<{ readonly model: Cid; readonly manifest: ModelManifest }> {
  const stored = await content.putFolder(memoryModelFiles(options.name))
  const manifest = memoryManifest(stored, options)
  return { model: await content.put(encodeManifest(manifest)), manifest }
}
