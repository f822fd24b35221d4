import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { npm } from '../bootstrap/programs.mjs'
import type { Tarballs } from './pack-packages.js'

/** What is used of a project's package.json. */
export type Manifest = {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly [key: string]: unknown
}

/**
 * Installs a project that names packages of this repository, from their
 * tarballs. The packages name each other by version, which no registry has:
 * overrides point those to the tarballs as well.
 */
export async function installPacked(
  folder: string,
  manifest: Manifest,
  tarballs: Tarballs,
): Promise<void> {
  const dependencies = Object.fromEntries(
    Object.entries(manifest.dependencies ?? {}).map(([name, range]) => [
      name,
      tarballs.has(name) ? fileRange(tarballs, name) : range,
    ]),
  )
  const overrides = Object.fromEntries(
    [...tarballs.keys()].map((name) => [
      name,
      name in dependencies ? `$${name}` : fileRange(tarballs, name),
    ]),
  )
  const text = JSON.stringify({ ...manifest, dependencies, overrides }, null, 2)
  await writeFile(join(folder, 'package.json'), `${text}\n`)
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--silent']
  await npm('npm install', ['install', ...flags], { cwd: folder })
}

function fileRange(tarballs: Tarballs, name: string): string {
  return `file:${tarballs.get(name)}`
}
