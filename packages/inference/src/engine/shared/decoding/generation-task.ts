import type { Digest } from '@aichain/base'

/** A prompt, and how it is to be run. */
export type GenerationTask = {
  /** Canonical bytes. */
  readonly prompt: Uint8Array
  readonly seed?: Digest | undefined
  readonly trace?: boolean | undefined
}
