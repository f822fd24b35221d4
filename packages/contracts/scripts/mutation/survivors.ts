/**
 * The reviewed list of mutants that no test notices. An `equivalent` one
 * behaves as the original, whatever is done to it, gas apart, and is no mutant;
 * an `accepted` one counts against the score.
 */
import { type Change, keyOf } from './mutants.js'
import type { Outcome } from './outcome.js'

export type Survivor = Change & {
  readonly kind: 'equivalent' | 'accepted'
  readonly reason: string
}

/** An entry that no survivor needs: it is killed, or there is no such mutant. */
export type StaleSurvivor = Survivor & { readonly why: 'killed' | 'gone' }

const fields = [
  'file',
  'function',
  'before',
  'after',
  'kind',
  'reason',
] as const
const kinds = ['equivalent', 'accepted']

export function parseSurvivors(text: string): Survivor[] {
  const survivors: Survivor[] = JSON.parse(text)
  const seen = new Set<string>()
  for (const survivor of survivors) {
    const label = `${keyOf(survivor)}: `
    for (const field of fields)
      if (typeof survivor[field] !== 'string' || survivor[field] === '')
        throw new Error(`${label}no ${field}`)
    if (!kinds.includes(survivor.kind))
      throw new Error(`${label}kind is none of ${kinds.join(', ')}`)
    if (seen.has(label)) throw new Error(`${label}listed twice`)
    seen.add(label)
  }
  return survivors
}

/**
 * Holds the list against a run.
 *
 * @param all Every mutant there is, also where only some were run.
 */
export function compareSurvivors<Mutant extends Change>(
  listed: readonly Survivor[],
  results: readonly { readonly mutant: Mutant; readonly outcome: Outcome }[],
  all: readonly Change[],
): {
  explained: (Survivor & { readonly mutant: Mutant })[]
  unexplained: Mutant[]
  stale: StaleSurvivor[]
} {
  const entries = new Map(listed.map((entry) => [keyOf(entry), entry]))
  const keysOf = (...wanted: readonly Outcome[]) =>
    new Set(
      results
        .filter(({ outcome }) => wanted.includes(outcome))
        .map(({ mutant }) => keyOf(mutant)),
    )
  // A second mutant of the same code may be the one that another sample meets.
  const dead = keysOf('killed')
  const alive = keysOf('survived', 'duplicate')
  const exists = new Set(all.map(keyOf))
  const survivors = results
    .filter(({ outcome }) => outcome === 'survived')
    .map(({ mutant }) => ({ mutant, entry: entries.get(keyOf(mutant)) }))
  return {
    explained: survivors.flatMap(({ mutant, entry }) =>
      entry ? [{ mutant, ...entry }] : [],
    ),
    unexplained: survivors.flatMap(({ mutant, entry }) =>
      entry ? [] : [mutant],
    ),
    stale: listed.flatMap((entry): StaleSurvivor[] => {
      const key = keyOf(entry)
      if (!exists.has(key)) return [{ ...entry, why: 'gone' }]
      const isDead = dead.has(key) && !alive.has(key)
      return isDead ? [{ ...entry, why: 'killed' }] : []
    }),
  }
}
