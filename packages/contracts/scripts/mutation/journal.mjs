/**
 * What is known of mutants already, a line each, so that an interrupted run
 * goes on where it was, and a new test costs a run of the survivors only. An
 * entry counts as long as the evidence for it is the same; after that, only
 * the test that killed the mutant is remembered, to be tried first.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * @typedef {{ id: string, outcome: string, killer?: import('./judge.mjs').Killer, evidence: string }} Entry
 */

/**
 * @param {string} path
 * @param {(killer?: import('./judge.mjs').Killer) => string} evidenceFor
 */
export function openJournal(path, evidenceFor) {
  const known = new Map(read(path).map((entry) => [entry.id, entry]))
  mkdirSync(dirname(path), { recursive: true })
  return {
    /** @returns {Pick<Entry, 'outcome' | 'killer'> | undefined} */
    outcomeOf({ id }) {
      const entry = known.get(id)
      if (!entry || entry.evidence !== evidenceFor(entry.killer))
        return undefined
      return { outcome: entry.outcome, killer: entry.killer }
    },
    /** @returns {import('./judge.mjs').Killer | undefined} */
    killerOf: ({ id }) => known.get(id)?.killer,
    note({ mutant: { id }, outcome, killer }) {
      const entry = { id, outcome, killer, evidence: evidenceFor(killer) }
      appendFileSync(path, `${JSON.stringify(entry)}\n`)
    },
  }
}

/** A line that was cut off in the middle is as good as none. */
function read(path) {
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8').split('\n').map(parsed).filter(Boolean)
}

function parsed(line) {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
