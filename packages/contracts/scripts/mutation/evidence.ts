/**
 * What an outcome depends on, as a hash: the contracts' code always; of a
 * killed mutant the test that killed it, of all others every test.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { Codes } from './compiler.js'
import type { Killer } from './judge.js'

/** The evidence for an outcome: for a kill by this test, or for a survival. */
export type EvidenceFor = (killer?: Killer) => string

type File = { readonly path: string; readonly content: string | Buffer }

/** @param codes What the contracts compile to: the same after a change of a comment. */
export function createEvidence(root: string, codes: Codes): EvidenceFor {
  const contracts = digest([{ path: 'src', content: JSON.stringify(codes) }])
  const tests = solidity(root, 'test')
  const shared = tests.filter(({ path }) => !path.endsWith('.t.sol'))
  const all = digest(tests)
  const hashes = new Map<string, string>()

  return function evidenceFor(killer) {
    const file = killer?.file
    if (!file) return `${contracts} ${all}`
    const hash =
      hashes.get(file) ?? digest([...shared, ...withImports(file, tests)])
    hashes.set(file, hash)
    return `${contracts} ${hash}`
  }
}

/** A test and the tests that it extends. */
function withImports(file: string, tests: readonly File[]): File[] {
  const own = tests.filter(({ path }) => path === file)
  const imported = own.flatMap(({ path, content }) =>
    [...content.toString().matchAll(/from "(\.[^"]+\.t\.sol)"/g)].map(
      ([, name = '']) => posix.join(posix.dirname(path), name),
    ),
  )
  return [...own, ...imported.flatMap((path) => withImports(path, tests))]
}

function digest(files: readonly File[]): string {
  const hash = createHash('sha256')
  for (const { path, content } of files) hash.update(path).update(content)
  return hash.digest('hex').slice(0, 32)
}

function solidity(root: string, folder: string): File[] {
  const inside = readdirSync(join(root, folder), {
    withFileTypes: true,
    recursive: true,
  })
  return inside
    .filter((entry) => entry.isFile() && entry.name.endsWith('.sol'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({
      path: path.slice(root.length).replaceAll('\\', '/').replace(/^\//, ''),
      content: readFileSync(path),
    }))
}
