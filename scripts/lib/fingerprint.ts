import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../bootstrap/programs.mjs'
import type { Part } from './parts.js'

/**
 * Changes when the result of a part could: with its sources, with the
 * fingerprints of the parts that it needs, and with package-lock.json.
 */
export async function fingerprint(
  part: Pick<Part, 'folder' | 'sources'>,
  needs: readonly string[],
): Promise<string> {
  const lock = await readFile(join(root, 'package-lock.json'))
  const hash = createHash('sha256').update(lock)
  for (const need of needs) hash.update(need)
  for (const source of part.sources) {
    for (const file of await filesUnder(join(root, part.folder, source))) {
      hash
        .update(`${file}\0`)
        .update(await readFile(file))
        .update('\0')
    }
  }
  return hash.digest('hex')
}

/** When the results of a part were written, if all of them are there. */
export async function builtAt(
  part: Pick<Part, 'folder' | 'results'>,
): Promise<string | undefined> {
  const times: number[] = []
  for (const result of part.results) {
    const file = join(root, part.folder, result)
    if (!existsSync(file)) return undefined
    times.push((await stat(file)).mtimeMs)
  }
  return times.join()
}

async function filesUnder(path: string): Promise<readonly string[]> {
  if (!existsSync(path)) return []
  if (!(await stat(path)).isDirectory()) return [path]
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
