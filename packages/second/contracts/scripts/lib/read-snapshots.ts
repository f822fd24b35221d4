import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Snapshots } from '../forge/forge-tests.js'
import { root } from './package-root.js'

/** The gas that is committed, in `snapshots/`. */
export function readSnapshots(): Snapshots {
  const folder = join(root, 'snapshots')
  const groups = readdirSync(folder).map((file) => [
    file.replace(/\.json$/, ''),
    JSON.parse(readFileSync(join(folder, file), 'utf8')),
  ])
  return Object.fromEntries(groups)
}
