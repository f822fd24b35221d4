#!/usr/bin/env node
/** Runs the regressions: each a known attack, by name, that must not work. */
import { finish } from './lib/command.mjs'
import { forgeTests } from './lib/forge-json.mjs'
import { linesOfTally, tallyOf } from './lib/tally.mjs'

const began = Date.now()
const { tests } = await forgeTests(['--match-path=test/regression/**'])
const tally = tallyOf(tests, began)
const attacks = tests.map(({ contract, name, outcome }) => ({
  test: `${contract}.${name}`,
  outcome,
}))
finish({ ...tally, attacks }, linesOfTally(tally))
