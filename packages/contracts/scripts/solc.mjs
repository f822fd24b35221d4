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
  process.stdout.write(solc.compile(readFileSync(0, 'utf8'), { import: read }))
} else {
  process.stderr.write('solc.mjs knows --version and --standard-json only\n')
  process.exitCode = 1
}

/** What forge names by another path than solc finds it by: files of packages, relative to the working folder. */
function read(path) {
  try {
    return { contents: readFileSync(path, 'utf8') }
  } catch (error) {
    return { error: error.message }
  }
}
