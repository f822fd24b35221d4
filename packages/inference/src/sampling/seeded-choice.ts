import { type Digest, hexToBytes } from '@aichain/base'
import { sha256 } from '@noble/hashes/sha2.js'
import type { SamplingRules } from '../document/manifest.js'
import { hasWeight, samplingWeight } from './sampling-weight.js'
import { topCandidates } from './top-candidates.js'

/** What fixes a draw besides the scores. */
export type SeededDraw = {
  readonly sampling: SamplingRules
  /** The task's id. */
  readonly seed: Digest
  /** Tokens drawn before this one. */
  readonly index: number
}

/** `65536 · log2(e)`, as the double nearest to it. */
const HALVINGS_PER_NAT = 0x171547652b82fe / 0x1000000000

const DOMAIN = new TextEncoder().encode('aichain/seeded/1')

/**
 * Draws a token by `seeded/1`: equal scores, rules, seed and index give the same
 * token in every engine, because nothing but whole numbers and single, exactly
 * defined operations on doubles is involved. `undefined` when a score is NaN or
 * infinite, or when there is none.
 *
 * `docs/sampling.md` defines every step, with vectors.
 *
 * @param scores - One per token id, float32, after the repetition penalty
 *   ({@link penalise}).
 *
 * @example
 * ```ts
 * import { seededChoice } from '@aichain/inference'
 *
 * seededChoice(Float32Array.of(1, 3, 2), {
 *   sampling: { temperature: '0.7', topK: 40, topP: '0.95' },
 *   seed: `0x${'00'.repeat(32)}`,
 *   index: 0,
 * })
 * ```
 */
export function seededChoice(
  scores: Float32Array,
  { sampling, seed, index }: SeededDraw,
): number | undefined {
  const best = highestScore(scores)
  if (best === undefined) return undefined
  const scale = HALVINGS_PER_NAT / Number(sampling.temperature)
  const distance = (id: number) => (best - (scores[id] as number)) * scale
  const ids: number[] = []
  for (let id = 0; id < scores.length; id += 1) {
    if (hasWeight(distance(id))) ids.push(id)
  }
  const candidates = topCandidates(scores, ids, sampling.topK)
  const sums = runningSums(candidates, (id) =>
    samplingWeight(Math.floor(distance(id))),
  )
  const kept = sums.slice(0, nucleusSize(sums, sampling.topP))
  const target = draw(seed, index, kept.at(-1) as number)
  return candidates[kept.findIndex((sum) => sum > target)]
}

/** `undefined` when there are no scores, or not all of them are finite. */
function highestScore(scores: Float32Array): number | undefined {
  let best = scores[0]
  for (const score of scores) {
    if (!Number.isFinite(score)) return undefined
    if (score > (best as number)) best = score
  }
  return best
}

function runningSums(
  candidates: readonly number[],
  weight: (id: number) => number,
): readonly number[] {
  let sum = 0
  return candidates.map((id) => {
    sum += weight(id)
    return sum
  })
}

/** How many of the likeliest candidates it takes to reach the share `topP` of all weight. */
function nucleusSize(sums: readonly number[], topP: string): number {
  const total = BigInt(sums.at(-1) as number)
  const [whole = '0', decimals = ''] = topP.split('.')
  const numerator = BigInt(whole + decimals) * total
  const denominator = 10n ** BigInt(decimals.length)
  const needed = Number((numerator + denominator - 1n) / denominator)
  return sums.findIndex((sum) => sum >= needed) + 1
}

/** A whole number below `total`: 64 bits of a hash, scaled. */
function draw(seed: Digest, index: number, total: number): number {
  const place = new Uint8Array(4)
  new DataView(place.buffer).setUint32(0, index)
  const hash = sha256
    .create()
    .update(DOMAIN)
    .update(hexToBytes(seed))
    .update(place)
    .digest()
  const bits = new DataView(hash.buffer, hash.byteOffset).getBigUint64(0)
  return Number((bits * BigInt(total)) >> 64n)
}
