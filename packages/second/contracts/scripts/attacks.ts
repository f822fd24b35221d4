/** Runs the regressions: each a known attack, by name, that must not work. */
import { forgeTests } from './forge/forge-tests.js'
import { finish } from './lib/command.js'
import { linesOfTally, tallyOf } from './lib/tally.js'

const began = Date.now()
const { tests } = await forgeTests(['--match-path=test/regression/**'])
const tally = tallyOf(tests, began)
const attacks = tests.map(({ contract, name, outcome }) => ({
  test: `${contract}.${name}`,
  outcome,
}))
finish({ ...tally, attacks }, linesOfTally(tally))
