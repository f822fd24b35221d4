/** The Solidity of this package, and of the packages that it imports. */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative, sep } from 'node:path'
import { messageOf } from '../lib/message-of.js'
import { root } from '../lib/package-root.js'
import type { Answer, Sources } from './standard-json.js'

/** The Solidity files under src: `{ 'src/….sol': { content } }`. */
export function readSources(): Sources {
  const files = readdirSync(join(root, 'src'), {
    recursive: true,
    withFileTypes: true,
  })
  const paths = files
    .filter((file) => file.isFile() && file.name.endsWith('.sol'))
    .map((file) => join(file.parentPath, file.name))
    .sort()
  return Object.fromEntries(paths.map((path) => [nameOf(path), read(path)]))
}

const packages = createRequire(import.meta.url)

/** What solc cannot find among the sources: a file of a package of npm. */
export function readImport(path: string): Answer {
  try {
    return { contents: readFileSync(packages.resolve(path), 'utf8') }
  } catch (error) {
    return { error: messageOf(error) }
  }
}

/** A file of this package, or of one that it depends on. */
export function load(name: string): string {
  const path = name.startsWith('@') ? packages.resolve(name) : join(root, name)
  return readFileSync(path, 'utf8')
}

const nameOf = (path: string) => relative(root, path).split(sep).join('/')
const read = (path: string) => ({ content: readFileSync(path, 'utf8') })
