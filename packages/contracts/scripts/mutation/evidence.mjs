/**
 * What an outcome depends on, as a hash: the contracts' code always; of a
 * killed mutant the test that killed it, of all others every test.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

/**
 * @param {string} root
 * @param {Record<string, string>} codes What the contracts compile to: the same after a change of a comment.
 * @returns {(killer?: import('./judge.mjs').Killer) => string}
 */
export function createEvidence(root, codes) {
  const contracts = digest([{ path: 'src', content: JSON.stringify(codes) }])
  const tests = solidity(root, 'test')
  const shared = tests.filter(({ path }) => !path.endsWith('.t.sol'))
  const all = digest(tests)
  const hashes = new Map()

  return function evidenceFor(killer) {
    const file = killer?.file
    if (!file) return `${contracts} ${all}`
    if (!hashes.has(file)) {
      hashes.set(file, digest([...shared, ...withImports(file, tests)]))
    }
    return `${contracts} ${hashes.get(file)}`
  }
}

/** A test and the tests that it extends. */
function withImports(file, tests) {
  const own = tests.filter(({ path }) => path === file)
  const imported = own.flatMap(({ path, content }) =>
    [...content.toString().matchAll(/from "(\.[^"]+\.t\.sol)"/g)].map((match) =>
      posix.join(posix.dirname(path), match[1]),
    ),
  )
  return [...own, ...imported.flatMap((path) => withImports(path, tests))]
}

function digest(files) {
  const hash = createHash('sha256')
  for (const { path, content } of files) hash.update(path).update(content)
  return hash.digest('hex').slice(0, 32)
}

function solidity(root, folder) {
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
