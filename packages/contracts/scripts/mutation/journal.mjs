/**
 * What is known of mutants already, a line each, so that an interrupted run
 * goes on where it was. Other sources or other tests: a new journal, in which
 * only the test that killed a mutant before is remembered, to be tried first.
 */
import { createHash } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * @typedef {{ id: string, outcome: string, killer?: import('./judge.mjs').Killer }} Entry
 */

export function openJournal(path, fingerprint) {
  const { head, entries } = read(path)
  const isSame = head?.fingerprint === fingerprint
  const known = new Map(entries.map((entry) => [entry.id, entry]))
  if (!isSame) start(path, fingerprint)
  return {
    /** @returns {Entry | undefined} */
    outcomeOf: ({ id }) => (isSame ? known.get(id) : undefined),
    /** @returns {import('./judge.mjs').Killer | undefined} */
    killerOf: ({ id }) => known.get(id)?.killer,
    /** @param {Entry} entry */
    note: (entry) => appendFileSync(path, `${JSON.stringify(entry)}\n`),
  }
}

/** A line that was cut off in the middle is as good as none. */
function read(path) {
  if (!existsSync(path)) return { entries: [] }
  const [head, ...entries] = readFileSync(path, 'utf8')
    .split('\n')
    .map(parsed)
    .filter(Boolean)
  return { head, entries }
}

function parsed(line) {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function start(path, fingerprint) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${JSON.stringify({ fingerprint })}\n`)
}

/** Changes with any byte of the files in these folders that have this ending. */
export function fingerprintOf(root, folders, ending) {
  const hash = createHash('sha256')
  const paths = folders.flatMap((folder) => filesOf(join(root, folder)))
  for (const path of paths.filter((path) => path.endsWith(ending)))
    hash.update(path.slice(root.length)).update(readFileSync(path))
  return hash.digest('hex')
}

function filesOf(path) {
  const inside = readdirSync(path, { withFileTypes: true, recursive: true })
  return inside
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
