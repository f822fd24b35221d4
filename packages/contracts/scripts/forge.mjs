#!/usr/bin/env node
/**
 * Runs forge out of its platform package, so that neither an install script
 * nor a global Foundry is needed: `node scripts/forge.mjs test -vvv`.
 */
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { root } from './compile.mjs'

const architecture = { x64: 'amd64', arm64: 'arm64' }[process.arch]
const extension = process.platform === 'win32' ? '.exe' : ''
const name = `@foundry-rs/forge-${process.platform}-${architecture}/bin/forge${extension}`

const { status, error } = spawnSync(binary(), process.argv.slice(2), {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, FOUNDRY_DISABLE_NIGHTLY_WARNING: '1' },
})
if (error) process.stderr.write(`forge did not start: ${error.message}\n`)
process.exitCode = status ?? 1

function binary() {
  const require = createRequire(
    createRequire(import.meta.url).resolve('@foundry-rs/forge/package.json'),
  )
  try {
    return require.resolve(name)
  } catch {
    process.stderr.write(
      `${name} is not installed: forge 1.7.1 has no build for ${process.platform} ${process.arch}, or npm left out optional dependencies\n`,
    )
    process.exit(1)
  }
}
