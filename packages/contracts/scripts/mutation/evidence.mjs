/**
 * What an outcome depends on, as a hash: the contracts always; of a killed
 * mutant the test that killed it, of all others every test.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** @returns {(killer?: import('./judge.mjs').Killer) => string} */
export function createEvidence(root) {
  const contracts = digest(solidity(root, 'src'))
  const tests = solidity(root, 'test')
  const shared = tests.filter(({ path }) => !path.endsWith('.t.sol'))
  const all = digest(tests)
  const hashes = new Map()

  return function evidenceFor(killer) {
    const file = killer?.file
    if (!file) return `${contracts} ${all}`
    if (!hashes.has(file)) {
      const own = tests.filter(({ path }) => path === file)
      hashes.set(file, digest([...shared, ...own]))
    }
    return `${contracts} ${hashes.get(file)}`
  }
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
