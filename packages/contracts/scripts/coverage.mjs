#!/usr/bin/env node
/** Measures the tests' coverage of src and fails below 100 % of lines and branches. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './compile.mjs'
import { forge } from './forge.mjs'

const status = forge(
  [
    'coverage',
    // Gas is that of other code here, and invariants are for the other profiles.
    '--no-match-path=test/{gas,invariant}/*',
    '--no-match-coverage=^test',
    '--report=summary',
    '--report=lcov',
  ],
  'coverage',
)
const gaps = status === 0 ? uncovered() : []
for (const gap of gaps) process.stderr.write(`not covered: ${gap}\n`)
process.exitCode = gaps.length > 0 ? 1 : status

/** Lines `DA:line,count` and branches `BRDA:line,block,branch,count` of lcov that nothing reached. */
function uncovered() {
  const missed = []
  let file = ''
  for (const entry of readFileSync(join(root, 'lcov.info'), 'utf8').split(
    '\n',
  )) {
    if (entry.startsWith('SF:')) file = entry.slice(3)
    const place = entry.match(/^(?:DA:(\d+),0|BRDA:(\d+),\d+,\d+,(?:0|-))$/)
    if (place) missed.push(`${file}:${place[1] ?? place[2]}`)
  }
  return missed
}
