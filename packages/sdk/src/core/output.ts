import type { Cid } from './cid.js'

/** Why a generation could not be computed: the same reason on every honest node. */
export type GenerationErrorCode =
  | 'prompt-malformed'
  | 'prompt-too-long'
  | 'non-finite-logits'

/** What an engine computed, before it is bound to a task's model and prompt. */
export type Generation =
  | {
      readonly finishReason: 'stop' | 'length'
      readonly text: string
      /** Generated token ids, without the end-of-sequence token. */
      readonly tokens: readonly number[]
    }
  | { readonly finishReason: 'error'; readonly error: GenerationErrorCode }

/**
 * The output document: a generation and what it answers. Its canonical bytes
 * are one raw IPFS block, so its CID's digest is the sha2-256 of those bytes,
 * which is what nodes vote on.
 */
export type Output = {
  readonly type: 'aichain/output/1'
  readonly model: Cid
  readonly prompt: Cid
} & Generation
