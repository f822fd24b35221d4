import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { root } from './places.js'

/** A name that can be imported, and the file that stands behind it. */
export type EntryPoint = { readonly name: string; readonly source: string }

type Manifest = {
  readonly name: string
  readonly exports?: Record<string, unknown>
}

/** Packages in the order in which a reader needs them; others come last. */
const first = ['sdk', 'inference', 'devnet', 'ipfs-server']

/** Compares names of packages by who needs them first. */
export function byImportance(left: string, right: string): number {
  const rank = (name: string) =>
    first.includes(name) ? first.indexOf(name) : first.length
  return rank(left) - rank(right) || left.localeCompare(right)
}

/**
 * Every entry of every package, read from its `exports`: a new entry gets its
 * pages without anybody having to remember it.
 */
export async function readEntryPoints(): Promise<readonly EntryPoint[]> {
  const packages = join(root, 'packages')
  const entries: EntryPoint[] = []
  for (const folder of (await readdir(packages)).sort(byImportance)) {
    const file = join(packages, folder, 'package.json')
    if (!existsSync(file)) continue
    const manifest: Manifest = JSON.parse(await readFile(file, 'utf8'))
    for (const key of Object.keys(manifest.exports ?? {})) {
      const source = join(packages, folder, 'src', `${nameOf(key)}.ts`)
      if (existsSync(source))
        entries.push({ name: posix.join(manifest.name, key), source })
    }
  }
  return entries
}

function nameOf(key: string): string {
  return key === '.' ? 'index' : key.slice(2)
}
