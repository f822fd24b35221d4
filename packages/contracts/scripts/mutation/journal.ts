/**
 * What is known of mutants already, a line each, so that an interrupted run
 * goes on where it was, and a new test costs a run of the survivors only. An
 * entry counts as long as the evidence for it is the same; after that, only
 * the test that killed the mutant is remembered, to be tried first.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'

import type { EvidenceFor } from './evidence.js'
import type { Killer } from './judge.js'
import type { Mutant } from './mutants.js'
import type { Judgement, Outcome } from './outcome.js'

type Entry = {
  readonly id: string
  readonly outcome: Outcome
  readonly killer?: Killer | undefined
  readonly evidence: string
}

type Named = Pick<Mutant, 'id'>

export type Journal = {
  readonly outcomeOf: (mutant: Named) => Judgement | undefined
  readonly killerOf: (mutant: Named) => Killer | undefined
  readonly note: (result: Judgement & { readonly mutant: Named }) => void
}

export function openJournal(path: string, evidenceFor: EvidenceFor): Journal {
  const known = new Map(read(path).map((entry) => [entry.id, entry]))
  mkdirSync(dirname(path), { recursive: true })
  return {
    outcomeOf({ id }) {
      const entry = known.get(id)
      if (!entry || entry.evidence !== evidenceFor(entry.killer))
        return undefined
      return { outcome: entry.outcome, killer: entry.killer }
    },
    killerOf: ({ id }) => known.get(id)?.killer,
    note({ mutant: { id }, outcome, killer }) {
      const evidence = evidenceFor(killer)
      const entry: Entry = { id, outcome, killer, evidence }
      appendFileSync(path, `${JSON.stringify(entry)}\n`)
    },
  }
}

/** A line that was cut off in the middle is as good as none. */
function read(path: string): Entry[] {
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => parsed(line) ?? [])
}

function parsed(line: string): Entry | undefined {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
