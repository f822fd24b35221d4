/** Runs mutants, a few at a time, and remembers what came of each. */
import { build } from './compiler.mjs'
import { judge } from './judge.mjs'
import { createSuspects } from './suspects.mjs'
import { prepareLanes } from './workshop.mjs'

/**
 * @param {object} campaign
 * @param {Record<string, { content: string }>} campaign.sources
 * @param {import('./mutants.mjs').Mutant[]} campaign.mutants
 * @param {ReturnType<typeof import('./journal.mjs').openJournal>} campaign.journal
 * @param {number} campaign.width How many at a time.
 * @param {(result: Result, done: number) => void} campaign.onResult
 * @typedef {{ mutant: import('./mutants.mjs').Mutant, outcome: 'killed' | 'survived' | 'equivalent' | 'duplicate' | 'stillborn', killer?: import('./judge.mjs').Killer }} Result
 * @returns {Promise<Result[]>} In the order of the mutants.
 */
export async function runCampaign(campaign) {
  const { sources, mutants, journal, width, onResult } = campaign
  const results = mutants.map((mutant) => ({
    mutant,
    ...journal.outcomeOf(mutant),
  }))
  const open = results.filter(({ outcome }) => !outcome)
  if (open.length === 0) return results
  const examine = createExaminer(sources, journal)
  const lanes = await prepareLanes(width, sources)
  await checkOriginal(lanes[0], sources)
  let done = results.length - open.length
  await Promise.all(lanes.map(work))
  return results

  async function work(lane) {
    for (let result = open.shift(); result; result = open.shift()) {
      Object.assign(result, await examine(lane, result.mutant))
      journal.note(result)
      onResult(result, ++done)
    }
  }
}

/** A test that fails anyway would kill every mutant. */
async function checkOriginal(lane, sources) {
  const [file] = Object.keys(sources).filter((path) =>
    path.startsWith('src/libraries/'),
  )
  const { content } = sources[file]
  const original = { file, content, original: content }
  const killer = await judge(lane, original, build(sources), [])
  if (killer)
    throw new Error(
      `${killer.contract}.${killer.name} fails without any mutant; nothing can be said about mutants before it passes`,
    )
}

function createExaminer(sources, journal) {
  const original = JSON.stringify(build(sources))
  const suspects = createSuspects()
  const seen = new Set([original])

  return async function examine(lane, mutant) {
    const changed = { ...sources, [mutant.file]: { content: mutant.content } }
    const codes = build(changed)
    if (!codes) return { outcome: 'stillborn' }
    const code = JSON.stringify(codes)
    if (code === original) return { outcome: 'equivalent' }
    if (seen.has(code)) return { outcome: 'duplicate' }
    seen.add(code)
    const killer = await judge(
      lane,
      { ...mutant, original: sources[mutant.file].content },
      codes,
      suspectsOf(mutant),
    )
    if (!killer) return { outcome: 'survived' }
    suspects.remember(mutant, killer)
    return { outcome: 'killed', killer }
  }

  function suspectsOf(mutant) {
    const before = journal.killerOf(mutant)
    return [...(before ? [before] : []), ...suspects.of(mutant)].filter(
      ({ contract }) => contract !== 'forge',
    )
  }
}
