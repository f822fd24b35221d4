import { createHash } from 'node:crypto'

/**
 * One digest a prompt: over the digest of the answer (its text, tokens and
 * reason to end) and the digest of every logit that led to it.
 */
export function digestOf({ generation, logits }) {
  const hash = createHash('sha256')
  for (const part of [generation, logits]) {
    if (!/^0x[0-9a-f]{64}$/.test(part))
      throw new TypeError(`no digest: ${part}`)
    hash.update(part.slice(2), 'hex')
  }
  return `0x${hash.digest('hex')}`
}

/**
 * Where a result leaves what is expected, in words; nothing where it does not.
 *
 * @param {Record<string, Record<string, object>>} expected - By model and prompt.
 * @param {{ model: string, prompt: string, generation: string, logits: string }} result
 */
export function findDifference(expected, result) {
  const { model, prompt, generation } = result
  const wanted = expected[model]?.[prompt]
  const place = `${model}, “${prompt}”`
  if (!wanted) return `${place}: nothing to compare with, run with --write`
  const [actual, digest] = [digestOf(result), digestOf(wanted)]
  if (actual === digest) return undefined
  const what =
    generation === wanted.generation
      ? 'the same text from other logits'
      : 'another answer'
  return `${place}: ${actual}, not ${digest} (${what})`
}

/**
 * What a row did not run although it should have; nothing if it ran all. Without
 * this, a row that ends early would agree with everything.
 *
 * @param {{ model: string, prompt: string }[]} wanted
 * @param {{ model: string, prompt: string }[]} results
 */
export function findMissing(wanted, results) {
  const key = ({ model, prompt }) => `${model}, “${prompt}”`
  const ran = new Set(results.map(key))
  const missing = wanted.map(key).filter((name) => !ran.has(name))
  return missing.length === 0 ? undefined : `did not run ${missing.join('; ')}`
}
