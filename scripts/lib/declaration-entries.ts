import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../bootstrap/programs.mjs'
import { libraries } from './parts.js'

/** The sources of what the packages export. */
export async function declarationEntries(): Promise<readonly string[]> {
  const entries = await Promise.all(libraries.map(entriesOf))
  return entries.flat()
}

async function entriesOf(name: string): Promise<readonly string[]> {
  const folder = join(root, 'packages', name)
  const { exports } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  )
  return Object.values<string | { readonly types?: string }>(exports)
    .map((target) => (typeof target === 'string' ? undefined : target.types))
    .filter((types) => types !== undefined)
    .map((types) =>
      join(folder, types.replace('./dist/', 'src/').replace(/\.d\.ts$/, '.ts')),
    )
}
