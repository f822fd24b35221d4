#!/usr/bin/env -S node --import tsx
/**
 * Speaks native solc's command line, as far as forge needs it, over npm's
 * solc: no download and the same compiler on every platform. forge starts it
 * as it would start solc, which is why it names its own interpreter.
 */
import { readFileSync } from 'node:fs'
import solc from 'solc'
import { messageOf } from '../lib/message-of.js'
import type { Answer } from './standard-json.js'

if (process.argv.includes('--version')) {
  process.stdout.write(
    `solc, the solidity compiler commandline interface\nVersion: ${solc.version()}\n`,
  )
} else if (process.argv.includes('--standard-json')) {
  process.stdout.write(solc.compile(readFileSync(0, 'utf8'), { import: read }))
} else {
  process.stderr.write('solc.ts knows --version and --standard-json only\n')
  process.exitCode = 1
}

/** What forge names by another path than solc finds it by: files of packages, relative to the working folder. */
function read(path: string): Answer {
  try {
    return { contents: readFileSync(path, 'utf8') }
  } catch (error) {
    return { error: messageOf(error) }
  }
}
