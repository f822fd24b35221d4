import { posix } from 'node:path'
import type { Sources } from '../solidity/standard-json.js'

/** A source, and all that it imports of the others. */
export function madeOf(
  sources: Sources,
  path: string,
  found = new Set<string>(),
): ReadonlySet<string> {
  const content = sources[path]?.content
  if (content === undefined || found.has(path)) return found
  found.add(path)
  for (const [, name = ''] of content.matchAll(/from "(\.[^"]+)"/g))
    madeOf(sources, posix.join(posix.dirname(path), name), found)
  return found
}
