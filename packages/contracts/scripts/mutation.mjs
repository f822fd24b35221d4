#!/usr/bin/env node
/**
 * Breaks the contracts on purpose, one operator or statement at a time, and
 * runs the tests against each: a mutant that no test notices shows what the
 * tests do not say. Fails below 95 %, and if a survivor has no reason in
 * `test/mutation/survivors.json` or the list names one that is dead.
 *
 *   node scripts/mutation.mjs [PART OF A FILE'S NAME…] [--sample N] [--seed N] [--width N] [--fresh] [--json]
 */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readSources, root } from './compile.mjs'
import { finish, optionOf, plainOf, say } from './lib/command.mjs'
import { runCampaign } from './mutation/campaign.mjs'
import { build, parse } from './mutation/compiler.mjs'
import { createEvidence } from './mutation/evidence.mjs'
import { openJournal } from './mutation/journal.mjs'
import { mutantsOf } from './mutation/mutants.mjs'
import { sampleOf } from './mutation/sample.mjs'
import { scoreOf } from './mutation/score.mjs'
import { parseSurvivors } from './mutation/survivors.mjs'

const list = join(root, 'test/mutation/survivors.json')
const notes = join(root, 'cache/mutation/journal.jsonl')
const sample = Number(optionOf('sample') ?? Number.POSITIVE_INFINITY)
const seed = Number(optionOf('seed') ?? 1)
const width = Number(optionOf('width') ?? 2)

const began = Date.now()
const sources = readSources()
const evidence = createEvidence(root, build(sources))
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

function allMutants() {
  const trees = parse(sources)
  return Object.entries(sources)
    .filter(([path]) => !path.startsWith('src/interfaces/'))
    .flatMap(([path, { content }]) => mutantsOf(path, content, trees[path]))
}

function isWanted({ file }) {
  const parts = plainOf(['sample', 'seed', 'width'])
  return parts.length === 0 || parts.some((part) => file.includes(part))
}

function listed() {
  return existsSync(list) ? parseSurvivors(readFileSync(list, 'utf8')) : []
}

function showProgress({ mutant, outcome }, done) {
  if (outcome === 'survived') say(describe(mutant))
  if (done % 50 === 0) say(`${done} of ${mutants.length}`)
}

function linesOf({ score, killed, survived, survivors, stale, ...rest }) {
  return [
    ...survivors.filter(({ reason }) => !reason).map(describe),
    ...stale.map(
      (entry) =>
        `listed as a survivor, but ${entry.why}: ${entry.file} ${entry.function}\n  - ${entry.before}\n  + ${entry.after}`,
    ),
    `mutation score ${score} %: ${killed} killed, ${survived} survived, ${rest.equivalent} equivalent, ${rest.duplicate} duplicate, ${rest.stillborn} stillborn; ${rest.seconds} s`,
  ]
}

function describe({ file, line, function: place, before, after }) {
  return `SURVIVED ${file}:${line} ${place}\n  - ${before}\n  + ${after}`
}
