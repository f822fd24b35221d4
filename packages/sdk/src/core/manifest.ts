import type { Cid } from './cid.js'
import type { Digest } from './hex.js'
import type { Prompt } from './prompt.js'

/** Exactly which code computes: two nodes agree only if all of it is equal. */
export type RuntimePin = {
  readonly package: string
  readonly version: string
  /** sha2-256 of the WebAssembly binary and of its JavaScript loader. */
  readonly wasm: Digest
  readonly loader: Digest
  readonly executionProvider: 'wasm'
  readonly threads: number
  readonly graphOptimization: 'basic'
  readonly schedule: 'prefill-then-one-token/1'
}

/** How logits become tokens. Decimal numbers are strings, so that the bytes are canonical. */
export type DecodingRules = {
  readonly sampler: 'greedy/1'
  readonly ties: 'lowest-id'
  readonly nonFinite: 'reject'
  /** Applied in float32 to every token already in the context; `'1'` is none. */
  readonly repetitionPenalty: string
  readonly endOfSequence: readonly number[]
  /** Tokens of prompt and answer together. */
  readonly contextLimit: number
  readonly maxNewTokens: number
  readonly maxPromptBytes: number
}

/** A prompt and the sha2-256 of the canonical bytes of the `Generation` it must give. */
export type GoldenVector = {
  readonly prompt: Prompt
  readonly generation: Digest
}

/** A file of the model. */
export type ModelFile = {
  readonly path: string
  readonly cid: Cid
  readonly size: number
}

/**
 * Everything that fixes a model's answers. Its canonical bytes are one raw IPFS
 * block; the sha2-256 digest of it is the model's identity on-chain.
 */
export type ModelManifest = {
  readonly type: 'aichain/model/1'
  readonly name: string
  readonly license: string
  readonly dtype: string
  /** UnixFS folder that holds `files`. */
  readonly root: Cid
  readonly files: readonly ModelFile[]
  /** Paths of the parts the engine reads. */
  readonly graph: string
  readonly config: string
  readonly tokenizer: string
  readonly tokenizerConfig: string
  readonly runtime: RuntimePin
  readonly decoding: DecodingRules
  readonly golden: readonly GoldenVector[]
}
