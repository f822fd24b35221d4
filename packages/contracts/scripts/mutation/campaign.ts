/** Runs mutants, a few at a time, and remembers what came of each. */
import type { Sources } from '../solidity/standard-json.js'
import { build, buildOriginal, contractsWith } from './compiler.js'
import type { Journal } from './journal.js'
import { judge, type Killer } from './judge.js'
import type { Mutant } from './mutants.js'
import type { Judgement, Result } from './outcome.js'
import { createSuspects } from './suspects.js'
import { prepareLanes } from './workshop.js'

export type Campaign = {
  readonly sources: Sources
  readonly mutants: readonly Mutant[]
  readonly journal: Journal
  /** How many at a time. */
  readonly width: number
  readonly onResult: (result: Result, done: number) => void
}

type Examine = (lane: string, mutant: Mutant) => Promise<Judgement>

/** What came of the mutants, in their order. */
export async function runCampaign(campaign: Campaign): Promise<Result[]> {
  const { sources, mutants, journal, width } = campaign
  const judgements = new Map<Mutant, Judgement>()
  for (const mutant of mutants) {
    const known = journal.outcomeOf(mutant)
    if (known) judgements.set(mutant, known)
  }
  if (judgements.size < mutants.length) {
    const examine = createExaminer(sources, journal)
    const lanes = await prepareLanes(width, sources)
    for (const lane of lanes.slice(0, 1)) await checkOriginal(lane, sources)
    await examineOpen(campaign, lanes, examine, judgements)
  }
  return mutants.flatMap((mutant) => {
    const judgement = judgements.get(mutant)
    return judgement ? [{ mutant, ...judgement }] : []
  })
}

async function examineOpen(
  { mutants, journal, onResult }: Campaign,
  lanes: readonly string[],
  examine: Examine,
  judgements: Map<Mutant, Judgement>,
): Promise<void> {
  const open = mutants.filter((mutant) => !judgements.has(mutant))
  await Promise.all(lanes.map(work))

  async function work(lane: string): Promise<void> {
    for (let mutant = open.shift(); mutant; mutant = open.shift()) {
      const judgement = await examine(lane, mutant)
      judgements.set(mutant, judgement)
      journal.note({ mutant, ...judgement })
      onResult({ mutant, ...judgement }, judgements.size)
    }
  }
}

/** A test that fails anyway would kill every mutant. */
async function checkOriginal(lane: string, sources: Sources): Promise<void> {
  const [first] = Object.entries(sources).filter(([path]) =>
    path.startsWith('src/libraries/'),
  )
  if (!first) throw new Error('There are no libraries to begin with.')
  const [file, { content }] = first
  const original = { file, content, original: content }
  const killer = await judge(lane, original, buildOriginal(sources), [])
  if (killer)
    throw new Error(
      `${killer.contract}.${killer.name} fails without any mutant; nothing can be said about mutants before it passes`,
    )
}

function createExaminer(sources: Sources, journal: Journal): Examine {
  const codesBefore = buildOriginal(sources)
  const original = JSON.stringify(codesBefore)
  const suspects = createSuspects()
  const seen = new Set([original])

  return async function examine(lane, mutant) {
    const changed = { ...sources, [mutant.file]: { content: mutant.content } }
    const rebuilt = build(changed, contractsWith(sources, mutant.file))
    if (!rebuilt) return { outcome: 'stillborn' }
    const codes = { ...codesBefore, ...rebuilt }
    const code = JSON.stringify(codes)
    if (code === original) return { outcome: 'equivalent' }
    if (seen.has(code)) return { outcome: 'duplicate' }
    seen.add(code)
    const source = sources[mutant.file]?.content ?? ''
    const killer = await judge(
      lane,
      { ...mutant, original: source },
      codes,
      suspectsOf(mutant),
    )
    if (!killer) return { outcome: 'survived' }
    suspects.remember(mutant, killer)
    return { outcome: 'killed', killer }
  }

  function suspectsOf(mutant: Mutant): Killer[] {
    const before = journal.killerOf(mutant)
    return [...(before ? [before] : []), ...suspects.of(mutant)].filter(
      ({ contract }) => contract !== 'forge',
    )
  }
}
