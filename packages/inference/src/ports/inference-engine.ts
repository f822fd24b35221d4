import type { CallOptions, Digest } from '@aichain/base'
import type { Divergence } from '../diagnosis/divergence.js'
import type { ModelManifest, RuntimePin } from '../document/manifest.js'
import type { Generation } from '../document/output.js'
import type { Prompt } from '../document/prompt.js'

/** The verified bytes of a published model. */
export type ModelFiles = {
  readonly manifest: ModelManifest
  /** Whole content of one of `manifest.files`, already checked against its CID. */
  readonly read: (path: string, options?: CallOptions) => Promise<Uint8Array>
}

/** How far loading has come. */
export type LoadProgress =
  | { readonly type: 'file'; readonly path: string; readonly size: number }
  | { readonly type: 'session' }

/** What a generation yields: tokens as they come, then exactly one result. */
export type GenerationPart =
  | {
      readonly type: 'token'
      readonly index: number
      readonly token: number
      /** Text that this token adds; empty while a character is incomplete. */
      readonly text: string
      /** sha2-256 of the logits that chose the token, float32, little-endian; only when traced. */
      readonly logits?: Digest
    }
  | {
      readonly type: 'generation'
      readonly generation: Generation
      /** As {@link GenerationPart} of a token, over all steps; only when traced. */
      readonly logits?: Digest
    }

/** How a generation is run. */
export type GenerateOptions = CallOptions & {
  /** What a sampler draws from: the task's id. Greedy choice ignores it. */
  readonly seed?: Digest | undefined
  /** Hashes the logits of every step, to compare machines by more than their tokens. */
  readonly trace?: boolean | undefined
}

/** Whether an answer is the one that the manifest demands. */
export type Verification =
  | { readonly valid: true }
  | {
      readonly valid: false
      /** Where the answer (`mine`) leaves the demanded one (`agreed`). */
      readonly divergence: Divergence
    }

/** A model held in memory. One generation at a time; a second call waits its turn. */
export type InferenceSession = {
  /**
   * Runs the prompt under the manifest's limits.
   *
   * What the manifest declares impossible (prompt too long, non-finite logits)
   * is a `Generation` with an `error`, so that nodes agree on it; only faults of
   * this machine are thrown. Aborting stops before the next token.
   */
  readonly generate: (
    prompt: Prompt,
    options?: GenerateOptions,
  ) => AsyncIterable<GenerationPart>
  /**
   * Whether `generation` is exactly what `generate` gives, and where it first
   * differs. An engine whose arithmetic does not depend on the batch reads
   * prompt and answer in one pass, which costs less than generating.
   */
  readonly verify: (
    prompt: Prompt,
    generation: Generation,
    options?: Omit<GenerateOptions, 'trace'>,
  ) => Promise<Verification>
  /** Frees the model; pending generations reject. */
  readonly close: () => Promise<void>
}

/** Deterministic inference: equal manifest and prompt give equal generations everywhere. */
export type InferenceEngine = {
  /** Which pins this engine can satisfy: the manifest's `executionProvider`. */
  readonly executionProvider: RuntimePin['executionProvider']
  /** What this engine is made of; `load` refuses a manifest that pins another. */
  readonly runtime: () => Promise<RuntimePin>
  readonly load: (
    model: ModelFiles,
    options?: CallOptions<LoadProgress>,
  ) => Promise<InferenceSession>
}
