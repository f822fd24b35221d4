#!/usr/bin/env node
/**
 * Runs forge out of its platform package, so that neither an install script
 * nor a global Foundry is needed. A first argument `--profile=ci` names a
 * profile of foundry.toml: `node scripts/forge.mjs --profile=ci test`.
 */
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { root } from './compile.mjs'

/** Runs forge to its end; returns its exit status. */
export function forge(parameters, profile) {
  const { status, error } = spawnSync(binary(), parameters, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...(profile && { FOUNDRY_PROFILE: profile }) },
  })
  if (error) process.stderr.write(`forge did not start: ${error.message}\n`)
  return status ?? 1
}

export function binary() {
  const name = `@foundry-rs/forge-${platform()}/bin/forge${process.platform === 'win32' ? '.exe' : ''}`
  const here = createRequire(import.meta.url)
  const beside = createRequire(here.resolve('@foundry-rs/forge/package.json'))
  try {
    return beside.resolve(name)
  } catch {
    process.stderr.write(
      `${name} is missing: npm left out optional dependencies, or forge has no build for this platform\n`,
    )
    process.exit(1)
  }
}

function platform() {
  const architecture = { x64: 'amd64', arm64: 'arm64' }[process.arch]
  return `${process.platform}-${architecture ?? process.arch}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [first, ...rest] = process.argv.slice(2)
  const profile = first?.match(/^--profile=(.+)$/)?.[1]
  const parameters = profile ? rest : process.argv.slice(2)
  process.exitCode = forge(parameters, profile)
}
