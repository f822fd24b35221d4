import type { Digest } from '@aichain/base'
import { digestOf } from '@aichain/base'
import { sha256 } from '@noble/hashes/sha2.js'
import type { ModelManifest } from '../../document/manifest.js'
import {
  encodeGeneration,
  type Generation,
  type GenerationErrorCode,
} from '../../document/output.js'
import {
  encodePrompt,
  type Prompt,
  parsePrompt,
} from '../../document/prompt.js'
import { SeedMissingError } from '../../errors/inference.js'

/** One word per value of five bits: enough to tell texts apart at a glance. */
const vocabulary = [
  'amber',
  'birch',
  'cloud',
  'delta',
  'ember',
  'field',
  'grove',
  'harbor',
  'island',
  'jade',
  'kelp',
  'lantern',
  'meadow',
  'north',
  'ocean',
  'pine',
  'quartz',
  'river',
  'stone',
  'tide',
  'umber',
  'valley',
  'willow',
  'yarrow',
  'zephyr',
  'bridge',
  'copper',
  'dune',
  'frost',
  'glade',
  'heron',
  'iris',
] as const

/** A token of the fake model, with the text it adds. */
export type MemoryToken = { readonly token: number; readonly text: string }

/** What the fake model says: every token, and how it ends. */
export type MemoryGeneration = {
  readonly parts: readonly MemoryToken[]
  readonly generation: Generation
}

/** What a fake generation depends on besides manifest and prompt. */
export type MemoryGenerationOptions = {
  readonly reply?: ((prompt: Prompt) => string) | undefined
  readonly seed?: Digest | undefined
}

/**
 * The fake inference: equal manifest and prompt give equal tokens on every
 * machine, and another prompt almost surely gives others. Limits are kept as a
 * real engine keeps them; where the manifest samples, the seed counts as well.
 *
 * @param options - `reply`: what to answer instead of words drawn by hash.
 */
export function generateFromHash(
  manifest: ModelManifest,
  prompt: Prompt,
  { reply, seed }: MemoryGenerationOptions = {},
): MemoryGeneration {
  const bytes = encodePrompt(prompt)
  const { maxPromptBytes, maxNewTokens } = manifest.decoding
  if (!parsePrompt(bytes).ok) return failure('prompt-malformed')
  if (bytes.length > maxPromptBytes) return failure('prompt-too-long')
  const isSampled = manifest.decoding.sampler === 'seeded/1'
  if (isSampled && seed === undefined) throw new SeedMissingError()
  const source = isSampled ? `${manifest.root}${seed}` : manifest.root
  const words = reply
    ? (reply(prompt).match(/\s*\S+/g) ?? [])
    : drawWords(source, bytes)
  const limit = Math.min(maxNewTokens, prompt.maxNewTokens ?? maxNewTokens)
  const parts = words.slice(0, limit).map(toToken)
  return {
    parts,
    generation: {
      finishReason: words.length > limit ? 'length' : 'stop',
      text: parts.map((part) => part.text).join(''),
      tokens: parts.map((part) => part.token),
    },
  }
}

/** There are no logits; equal generations have equal digests, as they would. */
export function pretendedLogits(generation: Generation): Digest {
  return digestOf(encodeGeneration(generation))
}

/** The same for the step that chose the last of some tokens. */
export function pretendedStep(tokens: readonly number[]): Digest {
  return digestOf(new TextEncoder().encode(tokens.join()))
}

function failure(error: GenerationErrorCode): MemoryGeneration {
  return { parts: [], generation: { finishReason: 'error', error } }
}

/** The model's folder stands for its weights. */
function drawWords(source: string, prompt: Uint8Array): string[] {
  const weights = new TextEncoder().encode(source)
  const hash = sha256.create().update(weights).update(prompt).digest()
  const [length = 0, ...draws] = hash
  return draws.slice(0, 4 + (length % 12)).map((draw, index) => {
    const word = vocabulary[draw % vocabulary.length]
    return index === 0 ? `${word}` : ` ${word}`
  })
}

/** Token ids need only be equal where the text is. */
function toToken(text: string): MemoryToken {
  const [high = 0, low = 0] = sha256(new TextEncoder().encode(text))
  return { token: high * 256 + low, text }
}
