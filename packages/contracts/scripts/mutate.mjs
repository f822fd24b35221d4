#!/usr/bin/env node
/**
 * Breaks the contracts on purpose, one operator or statement at a time, and
 * runs the tests against each: a mutant that no test notices shows what the
 * tests do not say. Takes an hour or two; `node scripts/mutate.mjs Ledger`
 * does the files with that in their name only.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSources, root } from './compile.mjs'

/** Below `cache`, so that npm's packages are found and git looks away. */
const workshop = join(root, 'cache/mutants')

/** What to break: a pattern and what stands there instead. */
const operators = [
  [/ == /, ' != '],
  [/ != /, ' == '],
  [/ <= /, ' < '],
  [/ >= /, ' > '],
  [/ < /, ' <= '],
  [/ < /, ' > '],
  [/ > /, ' >= '],
  [/ && /, ' || '],
  [/ \|\| /, ' && '],
  [/ \+ /, ' - '],
  [/ - /, ' + '],
  [/ \* /, ' / '],
  [/ \/ /, ' * '],
  [/ \+= /, ' -= '],
  [/ -= /, ' += '],
  [/ \|= /, ' = '],
  [/ & /, ' | '],
  [/\+\+/, '--'],
  [/--(?=\w)/, '++'],
  [/ \? (.+) : (.+);/, ' ? $2 : $1;'],
  [/\b2\b/, '3'],
  [/\b1\b/, '2'],
  // Guards and statements that stand on a line of their own.
  [/^\s*(?:if \(.+\) revert|require\().+;$/, ''],
  [/^\s*(?:emit|delete|_\w+\(|--|\+\+|\w+\.push|\w[\w.[\]]* [-+|]?= ).*;$/, ''],
]

const wanted = process.argv[2] ?? ''
const survivors = []
let killed = 0

prepare()
for (const [path, { content }] of Object.entries(readSources())) {
  if (path.includes('interfaces/') || !path.includes(wanted)) continue
  for (const mutant of mutantsOf(content)) test(path, content, mutant)
}
process.stdout.write(`killed ${killed}, survived ${survivors.length}\n`)
process.exitCode = survivors.length > 0 ? 1 : 0

function prepare() {
  mkdirSync(workshop, { recursive: true })
  for (const part of ['src', 'test', 'scripts', 'artifacts', 'foundry.toml'])
    cpSync(join(root, part), join(workshop, part), { recursive: true })
}

function mutantsOf(content) {
  const lines = content.split('\n')
  return lines.flatMap((line, index) =>
    isCode(line)
      ? operators
          .filter(([pattern]) => pattern.test(line))
          .map(([pattern, instead]) => ({
            line: index + 1,
            before: line.trim(),
            after: line.replace(pattern, instead).trim(),
            content: lines
              .with(index, line.replace(pattern, instead))
              .join('\n'),
          }))
      : [],
  )
}

function isCode(line) {
  return !/^\s*(\/\/|\/?\*|import|pragma|using|event|error)/.test(line)
}

function test(path, original, { line, before, after, content }) {
  writeFileSync(join(workshop, path), content)
  const outcome = run()
  writeFileSync(join(workshop, path), original)
  process.stderr.write(`${outcome} ${path}:${line} ${after}\n`)
  if (outcome === 'killed') killed++
  if (outcome !== 'survived') return
  survivors.push(path)
  process.stdout.write(
    `SURVIVED ${path}:${line}\n  - ${before}\n  + ${after}\n`,
  )
}

/**
 * A mutant that does not compile is none; one that tests never come to an end
 * with is noticed. The quick tests come first.
 */
function run() {
  const quick = forge('--no-match-path=test/{gas,invariant}/*')
  if (/Compil.* failed/.test(quick.stdout + quick.stderr)) return 'stillborn'
  if (quick.status !== 0) return 'killed'
  const slow = forge('--match-path=test/invariant/*')
  return slow.status === 0 ? 'survived' : 'killed'
}

/** Without the test that compares with the artifacts: it would notice everything. */
function forge(paths) {
  const command = join(workshop, 'scripts/forge.mjs')
  const options = ['--fail-fast', '--no-match-contract=ArtifactsTest']
  return spawnSync(
    process.execPath,
    [command, '--profile=mutation', 'test', paths, ...options],
    { encoding: 'utf8', timeout: 600_000 },
  )
}
