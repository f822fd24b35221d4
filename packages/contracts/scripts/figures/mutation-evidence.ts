/**
 * The last report of `mutation`, which is committed because it takes an hour:
 * what docs/proof.md says of mutants can be looked up, and held against it.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../lib/package-root.js'
import type { Measurement } from './summary.js'

const file = join(root, 'reports/mutation.json')

export function readMutationEvidence(): Measurement<'mutation'> {
  return JSON.parse(readFileSync(file, 'utf8'))
}

export function writeMutationEvidence(
  measurement: Measurement<'mutation'>,
): void {
  writeFileSync(file, `${JSON.stringify(measurement, null, 2)}\n`)
}
