import type { ModelManifest } from '../../document/manifest.js'
import { ModelUnsupportedError } from '../../errors/model.js'
import { CHUNK } from './kernel.js'
import { type LlamaConfig, parseLlamaConfig } from './llama-config.js'

/** What WebAssembly can address. */
export const WASM_BYTES = 2 ** 32

const FLOAT_BYTES = 4

/**
 * Refuses a model that cannot fit, before its weights are fetched: the weights'
 * file, the keys and values of a full context, the angles of all positions, and
 * the scores and vectors of one pass. All numbers are the publisher's, so every
 * node with the same `maximumBytes` refuses the same models.
 */
export function checkMemory(
  manifest: ModelManifest,
  bytes: Uint8Array,
  maximumBytes: number,
): void {
  const { files, graph, decoding } = manifest
  const config = parseLlamaConfig(bytes)
  if (!config.ok) throw refusal(manifest.config, config.reason)
  const weights = files.find(({ path }) => path === graph)?.size ?? 0
  const context = contextBytes(config.value, decoding.contextLimit)
  const needed =
    weights + context + workingBytes(config.value, decoding.contextLimit)
  if (needed <= maximumBytes) return
  throw refusal(
    graph,
    `it needs ${needed} bytes of memory (${weights} for the weights, ${context} for ${decoding.contextLimit} tokens of context), more than the ${maximumBytes} allowed`,
  )
}

function contextBytes(config: LlamaConfig, tokens: number): number {
  const { layers, keyValueHeads, headDimension } = config
  return 2 * layers * keyValueHeads * headDimension * FLOAT_BYTES * tokens
}

function workingBytes(config: LlamaConfig, tokens: number): number {
  const { vocabularySize, hiddenSize, intermediateSize } = config
  const angles = tokens * config.headDimension
  const attended = config.heads * config.headDimension
  const vectors = 2 * hiddenSize + 4 * intermediateSize + 4 * attended
  return FLOAT_BYTES * (angles + CHUNK * (vocabularySize + vectors))
}

function refusal(path: string, reason: string): ModelUnsupportedError {
  return new ModelUnsupportedError({
    reason,
    remedy:
      "Choose a smaller model or one with a shorter context, or raise the engine's option 'maximumBytes' (WebAssembly ends at 4 GiB).",
    path,
  })
}
