/**
 * Runs the tests, all or those that forge's options choose:
 * `tsx scripts/tests.ts [--profile=ci] [--match-path=…] [--json]`.
 */
import { forge } from './forge/forge.js'
import { forgeTests } from './forge/forge-tests.js'
import { finish, optionOf, wantsJson } from './lib/command.js'
import { linesOfTally, tallyOf } from './lib/tally.js'

const began = Date.now()
const profile = optionOf('profile') ?? 'quick'
const options = process.argv
  .slice(2)
  .filter((option) => !/^--(json$|profile=)/.test(option))

if (wantsJson()) {
  const { tests } = await forgeTests(options, { profile })
  const tally = tallyOf(tests, began)
  finish(tally, linesOfTally(tally))
} else {
  process.exitCode = forge(['test', ...options], profile)
}
