/** What a run comes to. */
import { compareSurvivors } from './survivors.mjs'

/** Per cent of the mutants that tests must notice. */
export const bar = 95

/**
 * @param {import('./campaign.mjs').Result[]} results
 * @param {import('./survivors.mjs').Survivor[]} listed
 * @param {import('./mutants.mjs').Mutant[]} all
 */
export function scoreOf(results, listed, all) {
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
    files: byFile(results, equivalents),
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

function shown({ content, id, ...rest }) {
  return rest
}

function byFile(results, equivalents) {
  const excluded = new Set(equivalents.map(({ mutant }) => mutant))
  const files = {}
  for (const { mutant, outcome } of results) {
    files[mutant.file] ??= { mutants: 0, killed: 0, survived: 0, equivalent: 0 }
    const file = files[mutant.file]
    const isEquivalent = outcome === 'equivalent' || excluded.has(mutant)
    if (isEquivalent) file.equivalent++
    else if (outcome === 'killed') file.killed++
    else if (outcome === 'survived') file.survived++
    else continue
    file.mutants++
  }
  return files
}

function count(results, wanted) {
  return results.filter(({ outcome }) => outcome === wanted).length
}

function percent(part, whole) {
  return whole === 0 ? 100 : Math.floor((10_000 * part) / whole) / 100
}
