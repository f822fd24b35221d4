import type { ModelManifest } from '../../document/manifest.js'
import { ModelUnsupportedError } from '../../errors/model.js'
import { modelConfig } from '../shared/model/model-config.js'

/** What WebAssembly can address. */
export const WASM_BYTES = 2 ** 32

const FLOAT_BYTES = 4

/**
 * Refuses a model that cannot fit, before its graph is fetched.
 *
 * Counted are the graph's file, its weights as float32 where they are held in
 * eight bits, and the keys and values of a full context twice, because a step
 * reads the old ones while it writes the new ones. Two numbers come from the
 * publisher and two from the model's `config.json`, so every node with the same
 * `maximumBytes` refuses the same models.
 */
export function checkMemory(
  manifest: Pick<ModelManifest, 'files' | 'graph' | 'dtype' | 'decoding'>,
  config: unknown,
  maximumBytes: number,
): void {
  const graph = graphBytes(manifest)
  const cache = cacheBytes(config, manifest.decoding.contextLimit)
  const needed = graph + cache
  if (needed <= maximumBytes) return
  throw new ModelUnsupportedError({
    reason: `it needs ${needed} bytes of memory (${graph} for the graph, ${cache} for ${manifest.decoding.contextLimit} tokens of context), more than the ${maximumBytes} allowed`,
    remedy:
      "Choose a smaller model or one with a shorter context, or raise the engine's option 'maximumBytes' (WebAssembly ends at 4 GiB).",
    path: manifest.graph,
  })
}

function graphBytes({
  files,
  graph,
  dtype,
}: Pick<ModelManifest, 'files' | 'graph' | 'dtype'>): number {
  const size = files.find(({ path }) => path === graph)?.size ?? 0
  // The file itself, and each of its bytes as a float32 beside it.
  return dtype === 'fp32' ? 2 * size : (1 + FLOAT_BYTES) * size
}

function cacheBytes(json: unknown, contextLimit: number): number {
  const { layers = 0, heads = 0, headDimension = 0 } = modelConfig(json)
  const perToken = 2 * layers * heads * headDimension * FLOAT_BYTES
  return 2 * perToken * contextLimit
}
