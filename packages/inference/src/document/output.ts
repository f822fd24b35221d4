import type { Digest } from '@aichain/base'
import {
  accept,
  type Cid,
  canonicalBytes,
  digestOf,
  isRawCid,
  parseCanonical,
  type Result,
  refuse,
} from '@aichain/base'
import {
  type Check,
  integer,
  isObject,
  list,
  matching,
  object,
  oneOf,
  text,
} from '@aichain/base/check'

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

/** A generation, and the bits that led to it. */
export type TracedGeneration = {
  readonly generation: Generation
  /**
   * sha2-256 over the logits of every step, float32, little-endian: also of the
   * step that ended the generation.
   */
  readonly logits: Digest
  /** sha2-256 of the logits that chose each token, in the same form. */
  readonly steps: readonly Digest[]
}

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

/**
 * The canonical bytes of an output document.
 *
 * @example
 * ```ts
 * import { cidOf, encodeOutput } from '@aichain/inference'
 *
 * const output = cidOf(
 *   encodeOutput({
 *     type: 'aichain/output/1',
 *     model: 'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq',
 *     prompt: 'bafkreidon73zkcrwdb5iafqtijxildoonbwnpv7dyd6ef3qdgads2jc4su',
 *     finishReason: 'stop',
 *     text: 'Paris.',
 *     tokens: [417, 13],
 *   }),
 * )
 * ```
 */
export function encodeOutput(output: Output): Uint8Array {
  return canonicalBytes(output)
}

/**
 * Reads an output document from its canonical bytes; refuses anything else,
 * with the reason.
 *
 * @example
 * ```ts
 * import { parseOutput } from '@aichain/inference'
 *
 * function textOf(bytes: Uint8Array): string {
 *   const output = parseOutput(bytes)
 *   if (!output.ok) return `not an output: ${output.reason}`
 *   return output.value.finishReason === 'error' ? '' : output.value.text
 * }
 * ```
 */
export function parseOutput(bytes: Uint8Array): Result<Output> {
  const parsed = parseCanonical(bytes)
  if (!parsed.ok) return parsed
  const reason = checkOutput(parsed.value)
  return reason === undefined ? accept(parsed.value as Output) : refuse(reason)
}

/**
 * The canonical bytes of a generation alone, as golden vectors compare them.
 *
 * @example
 * ```ts
 * import { encodeGeneration } from '@aichain/inference'
 *
 * encodeGeneration({ finishReason: 'stop', text: 'Paris.', tokens: [417, 13] })
 * ```
 */
export function encodeGeneration(generation: Generation): Uint8Array {
  return canonicalBytes(generation)
}

/**
 * The sha2-256 digest of a generation's canonical bytes: equal digests, equal
 * generations.
 *
 * @example
 * ```ts
 * import { generationDigest } from '@aichain/inference'
 *
 * generationDigest({ finishReason: 'error', error: 'prompt-too-long' })
 * ```
 */
export function generationDigest(generation: Generation): Digest {
  return digestOf(encodeGeneration(generation))
}

const rawCid = matching(isRawCid, 'a raw CIDv1')

const document = {
  type: oneOf('aichain/output/1'),
  model: rawCid,
  prompt: rawCid,
}

const answer = {
  finishReason: oneOf('stop', 'length'),
  text: text(),
  tokens: list(integer(0)),
}

const failure = {
  finishReason: oneOf('error'),
  error: oneOf('prompt-malformed', 'prompt-too-long', 'non-finite-logits'),
}

const isFailure = (value: unknown) =>
  isObject(value) && value.finishReason === 'error'

const checkAnswer = object({ ...document, ...answer })
const checkFailure = object({ ...document, ...failure })
const checkOutput: Check = (value) =>
  isFailure(value) ? checkFailure(value) : checkAnswer(value)

const checkPlainAnswer = object(answer)
const checkPlainFailure = object(failure)

/** Says why a value is no generation. */
export const checkGeneration: Check = (value) =>
  isFailure(value) ? checkPlainFailure(value) : checkPlainAnswer(value)
