#!/usr/bin/env node
/**
 * Speaks native solc's command line, as far as forge needs it, over npm's
 * solc: no download and the same compiler on every platform.
 */
import { readFileSync } from 'node:fs'
import solc from 'solc'

if (process.argv.includes('--version')) {
  process.stdout.write(
    `solc, the solidity compiler commandline interface\nVersion: ${solc.version()}\n`,
  )
} else if (process.argv.includes('--standard-json')) {
  process.stdout.write(solc.compile(readFileSync(0, 'utf8')))
} else {
  process.stderr.write('solc.mjs knows --version and --standard-json only\n')
  process.exitCode = 1
}
