import type { ModelManifest } from '../../core/manifest.js'
import type { LoadProgress, ModelFiles } from '../../ports/inference-engine.js'
import type { CallOptions } from '../../ports/options.js'

/** The parts of a manifest that loading needs, and their bytes. */
export type ModelParts = {
  readonly manifest: ModelManifest
  readonly graph: Uint8Array
  readonly config: Uint8Array
  readonly tokenizer: Uint8Array
  readonly tokenizerConfig: Uint8Array
}

/** Reads what an engine loads. */
export async function readParts(
  { manifest, read }: ModelFiles,
  { signal, onProgress }: CallOptions<LoadProgress>,
): Promise<ModelParts> {
  const readPart = async (path: string) => {
    const content = await read(path, { signal })
    onProgress?.({ type: 'file', path, size: content.length })
    return content
  }
  return {
    manifest,
    config: await readPart(manifest.config),
    tokenizer: await readPart(manifest.tokenizer),
    tokenizerConfig: await readPart(manifest.tokenizerConfig),
    graph: await readPart(manifest.graph),
  }
}
