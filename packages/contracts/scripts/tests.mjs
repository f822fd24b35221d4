#!/usr/bin/env node
/**
 * Runs the tests, all or those that forge's options choose:
 * `node scripts/tests.mjs [--profile=ci] [--match-path=…] [--json]`.
 */
import { forge } from './forge.mjs'
import { finish, optionOf, wantsJson } from './lib/command.mjs'
import { forgeTests } from './lib/forge-json.mjs'
import { linesOfTally, tallyOf } from './lib/tally.mjs'

const began = Date.now()
const profile = optionOf('profile')
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
