import { createHash } from 'node:crypto'

/** What a prompt gave: digests of the answer and of the logits that led to it. */
export type Digests = { readonly generation: string; readonly logits: string }

/** Which model was asked what. */
export type Place = { readonly model: string; readonly prompt: string }

/** One generation of a row. */
export type RunResult = Place & Digests

/** What every machine must compute, by model and prompt. */
export type Expected = Readonly<
  Record<string, Readonly<Record<string, Digests>>>
>

/**
 * One digest a prompt: over the digest of the answer (its text, tokens and
 * reason to end) and the digest of every logit that led to it.
 */
export function digestOf({ generation, logits }: Digests): string {
  const hash = createHash('sha256')
  for (const part of [generation, logits]) {
    if (!/^0x[0-9a-f]{64}$/.test(part))
      throw new TypeError(`no digest: ${part}`)
    hash.update(part.slice(2), 'hex')
  }
  return `0x${hash.digest('hex')}`
}

/** Where a result leaves what is expected, in words; nothing where it does not. */
export function findDifference(
  expected: Expected,
  result: RunResult,
): string | undefined {
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
 */
export function findMissing(
  wanted: readonly Place[],
  results: readonly Place[],
): string | undefined {
  const key = ({ model, prompt }: Place) => `${model}, “${prompt}”`
  const ran = new Set(results.map(key))
  const missing = wanted.map(key).filter((name) => !ran.has(name))
  return missing.length === 0 ? undefined : `did not run ${missing.join('; ')}`
}
