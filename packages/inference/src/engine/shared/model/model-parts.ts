import type { CallOptions } from '@aichain/base'
import type { ModelManifest } from '../../../document/manifest.js'
import type {
  LoadProgress,
  ModelFiles,
} from '../../../ports/inference-engine.js'

/** The parts of a manifest that loading needs, and their bytes. */
export type ModelParts = {
  readonly manifest: ModelManifest
  readonly graph: Uint8Array
  readonly config: Uint8Array
  readonly tokenizer: Uint8Array
  readonly tokenizerConfig: Uint8Array
}

/**
 * Reads what an engine loads; the weights, the largest part, only if `examine`
 * throws nothing.
 *
 * @param examine - Told the bytes of the config, the first part that is read.
 */
export async function readParts(
  { manifest, read }: ModelFiles,
  { signal, onProgress }: CallOptions<LoadProgress>,
  examine: (config: Uint8Array) => void,
): Promise<ModelParts> {
  const readPart = async (path: string) => {
    const content = await read(path, { signal })
    onProgress?.({ type: 'file', path, size: content.length })
    return content
  }
  const config = await readPart(manifest.config)
  examine(config)
  return {
    manifest,
    config,
    tokenizer: await readPart(manifest.tokenizer),
    tokenizerConfig: await readPart(manifest.tokenizerConfig),
    graph: await readPart(manifest.graph),
  }
}
