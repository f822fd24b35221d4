/** What a run comes to. */
import type { Change, Mutant } from './mutants.js'
import type { Outcome, Result } from './outcome.js'
import {
  compareSurvivors,
  type StaleSurvivor,
  type Survivor,
} from './survivors.js'

/** Per cent of the mutants that tests must notice. */
export const bar = 95

export type FileScore = {
  readonly mutants: number
  readonly killed: number
  readonly survived: number
  readonly equivalent: number
}

/** A survivor as it is shown; without a reason it is one that nobody explained. */
export type ShownSurvivor = Omit<Mutant, 'id' | 'content'> &
  Partial<Pick<Survivor, 'kind' | 'reason'>>

export type Score = {
  readonly ok: boolean
  readonly score: number
  readonly killed: number
  readonly survived: number
  readonly equivalent: number
  readonly duplicate: number
  readonly stillborn: number
  /** How many mutants were looked at, */
  readonly examined: number
  /** and how many there are. */
  readonly total: number
  readonly files: Readonly<Record<string, FileScore>>
  readonly survivors: readonly ShownSurvivor[]
  readonly stale: readonly StaleSurvivor[]
}

export function scoreOf(
  results: readonly Result[],
  listed: readonly Survivor[],
  all: readonly Change[],
): Score {
  const { explained, unexplained, stale } = compareSurvivors(
    listed,
    results,
    all,
  )
  const equivalents = explained.filter(({ kind }) => kind === 'equivalent')
  const killed = count(results, 'killed')
  const survived = count(results, 'survived') - equivalents.length
  const score = percent(killed, killed + survived)
  return {
    ok: score >= bar && unexplained.length === 0 && stale.length === 0,
    score,
    killed,
    survived,
    equivalent: count(results, 'equivalent') + equivalents.length,
    duplicate: count(results, 'duplicate'),
    stillborn: count(results, 'stillborn'),
    examined: results.length,
    total: all.length,
    files: byFile(results, new Set(equivalents.map(({ mutant }) => mutant))),
    survivors: [
      ...unexplained.map((mutant) => shown(mutant)),
      ...explained.map(({ mutant, kind, reason }) => ({
        ...shown(mutant),
        kind,
        reason,
      })),
    ],
    stale,
  }
}

function shown({ content, id, ...rest }: Mutant): ShownSurvivor {
  return rest
}

function byFile(
  results: readonly Result[],
  equivalents: ReadonlySet<Mutant>,
): Record<string, FileScore> {
  const files: Record<string, FileScore> = {}
  for (const { mutant, outcome } of results) {
    const counted = equivalents.has(mutant) ? 'equivalent' : outcome
    const before = files[mutant.file] ?? none
    files[mutant.file] =
      counted === 'duplicate' || counted === 'stillborn'
        ? before
        : {
            ...before,
            mutants: before.mutants + 1,
            [counted]: before[counted] + 1,
          }
  }
  return files
}

const none: FileScore = { mutants: 0, killed: 0, survived: 0, equivalent: 0 }

function count(results: readonly Result[], wanted: Outcome): number {
  return results.filter(({ outcome }) => outcome === wanted).length
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : Math.floor((10_000 * part) / whole) / 100
}
