/**
 * The reviewed list of mutants that no test notices. An `equivalent` one
 * behaves as the original, whatever is done to it, gas apart, and is no mutant;
 * an `accepted` one counts against the score.
 */
import { keyOf } from './mutants.mjs'

/**
 * @typedef {{ file: string, function: string, before: string, after: string, kind: 'equivalent' | 'accepted', reason: string }} Survivor
 */

const fields = ['file', 'function', 'before', 'after', 'kind', 'reason']
const kinds = ['equivalent', 'accepted']

/** @returns {Survivor[]} */
export function parseSurvivors(text) {
  const survivors = JSON.parse(text)
  const seen = new Set()
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
 * @param {Survivor[]} listed
 * @param {{ mutant: import('./mutants.mjs').Mutant, outcome: string }[]} results
 * @param {import('./mutants.mjs').Mutant[]} all Every mutant there is, also where only some were run.
 */
export function compareSurvivors(listed, results, all) {
  const entries = new Map(listed.map((entry) => [keyOf(entry), entry]))
  const survived = results.filter(({ outcome }) => outcome === 'survived')
  const keysOf = (wanted) => new Set(wanted.map(({ mutant }) => keyOf(mutant)))
  // A second mutant of the same code may be the one that another sample meets.
  const dead = keysOf(results.filter(({ outcome }) => outcome === 'killed'))
  const alive = keysOf(
    results.filter(({ outcome }) =>
      ['survived', 'duplicate'].includes(outcome),
    ),
  )
  const exists = new Set(all.map(keyOf))
  const stale = (entry, why) => ({ ...entry, why })
  return {
    explained: survived
      .filter(({ mutant }) => entries.has(keyOf(mutant)))
      .map(({ mutant }) => ({ mutant, ...entries.get(keyOf(mutant)) })),
    unexplained: survived
      .filter(({ mutant }) => !entries.has(keyOf(mutant)))
      .map(({ mutant }) => mutant),
    stale: listed.flatMap((entry) => {
      if (!exists.has(keyOf(entry))) return [stale(entry, 'gone')]
      const isDead = dead.has(keyOf(entry)) && !alive.has(keyOf(entry))
      return isDead ? [stale(entry, 'killed')] : []
    }),
  }
}
