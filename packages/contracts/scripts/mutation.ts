/**
 * Breaks the contracts on purpose, one operator or statement at a time, and
 * runs the tests against each: a mutant that no test notices shows what the
 * tests do not say. Fails below 95 %, and if a survivor has no reason in
 * `test/mutation/survivors.json` or the list names one that is dead.
 *
 *   tsx scripts/mutation.ts [PART OF A FILE'S NAME…] [--sample N] [--seed N] [--width N] [--fresh] [--json]
 */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { finish, optionOf, plainOf, say } from './lib/command.js'
import { root } from './lib/package-root.js'
import { runCampaign } from './mutation/campaign.js'
import { buildOriginal, parse } from './mutation/compiler.js'
import { createEvidence } from './mutation/evidence.js'
import { openJournal } from './mutation/journal.js'
import { type Mutant, mutantsOf } from './mutation/mutants.js'
import type { Result } from './mutation/outcome.js'
import { sampleOf } from './mutation/sample.js'
import { type Score, type ShownSurvivor, scoreOf } from './mutation/score.js'
import { parseSurvivors, type Survivor } from './mutation/survivors.js'
import { readSources } from './solidity/sources.js'

const list = join(root, 'test/mutation/survivors.json')
const notes = join(root, 'cache/mutation/journal.jsonl')
const sample = Number(optionOf('sample') ?? Number.POSITIVE_INFINITY)
const seed = Number(optionOf('seed') ?? 1)
const width = Number(optionOf('width') ?? 2)

const began = Date.now()
const sources = readSources()
const evidence = createEvidence(root, buildOriginal(sources))
const all = allMutants()
const mutants = sampleOf(all.filter(isWanted), sample, seed)
say(`${mutants.length} of ${all.length} mutants`)
if (process.argv.includes('--fresh')) rmSync(notes, { force: true })
const results = await runCampaign({
  sources,
  mutants,
  width,
  journal: openJournal(notes, evidence),
  onResult: showProgress,
})
const seconds = Math.round((Date.now() - began) / 1_000)
const report = { ...scoreOf(results, listed(), all), seconds }
finish(report, linesOf(report))

function allMutants(): Mutant[] {
  return Object.entries(parse(sources)).flatMap(([path, tree]) => {
    const source = sources[path]
    const isCode = source && !path.startsWith('src/interfaces/')
    return isCode ? mutantsOf(path, source.content, tree) : []
  })
}

function isWanted({ file }: Mutant): boolean {
  const parts = plainOf(['sample', 'seed', 'width'])
  return parts.length === 0 || parts.some((part) => file.includes(part))
}

function listed(): Survivor[] {
  return existsSync(list) ? parseSurvivors(readFileSync(list, 'utf8')) : []
}

function showProgress({ mutant, outcome }: Result, done: number): void {
  if (outcome === 'survived') say(describe(mutant))
  if (done % 50 === 0) say(`${done} of ${mutants.length}`)
}

function linesOf(report: Score & { readonly seconds: number }): string[] {
  const { score, killed, survived, survivors, stale } = report
  const { equivalent, duplicate, stillborn, seconds } = report
  return [
    ...survivors.filter(({ reason }) => !reason).map(describe),
    ...stale.map(
      (entry) =>
        `listed as a survivor, but ${entry.why}: ${entry.file} ${entry.function}\n  - ${entry.before}\n  + ${entry.after}`,
    ),
    `mutation score ${score} %: ${killed} killed, ${survived} survived, ${equivalent} equivalent, ${duplicate} duplicate, ${stillborn} stillborn; ${seconds} s`,
  ]
}

function describe(survivor: ShownSurvivor): string {
  const { file, line, function: place, before, after } = survivor
  return `SURVIVED ${file}:${line} ${place}\n  - ${before}\n  + ${after}`
}
