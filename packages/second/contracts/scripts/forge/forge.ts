import { spawnSync } from 'node:child_process'
import { root } from '../lib/package-root.js'
import { binary } from './binary.js'

/** Runs forge to its end, in view of the reader; returns its exit status. */
export function forge(parameters: readonly string[], profile?: string): number {
  const { status, error } = spawnSync(binary(), parameters, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...(profile && { FOUNDRY_PROFILE: profile }) },
  })
  if (error) process.stderr.write(`forge did not start: ${error.message}\n`)
  return status ?? 1
}
