import { resolvePath } from '../dag/path.js'
import { RequestError } from '../errors/request.js'
import type { Query } from '../http/query.js'
import type { IpfsNode } from '../node/open-node.js'
import type { Command } from './command.js'
import { coveredBlocks } from './pinning.js'

type Listed = {
  readonly cid: string
  readonly type: string
  readonly name: string
}

const TYPES = ['direct', 'indirect', 'recursive', 'all']

/** The pins of a kind, or how each of the paths asked for is pinned. */
export const pinLs: Command = async (node, { query }) => {
  const type = query.text('type') ?? 'all'
  if (!TYPES.includes(type)) {
    throw new RequestError(
      `invalid type '${type}', must be one of {direct, indirect, recursive, all}`,
    )
  }
  const found: Listed[] = []
  for await (const listed of pinsOf(node, query, type)) found.push(listed)
  return query.boolean('stream', false) ? asLines(found) : asObject(found)
}

function pinsOf(node: IpfsNode, query: Query, type: string) {
  const names = query.boolean('names', false)
  const wanted = query.text('name')
  const paths = query.args
  const listed =
    paths.length > 0 ? pinsOfPaths(node, paths, type) : allPins(node, type)
  return (async function* () {
    for await (const entry of listed) {
      if (wanted !== undefined && !entry.name.includes(wanted)) continue
      yield names ? entry : { ...entry, name: '' }
    }
  })()
}

async function* pinsOfPaths(
  node: IpfsNode,
  paths: readonly string[],
  type: string,
): AsyncGenerator<Listed> {
  for (const path of paths) {
    const { cid } = await resolvePath(path, node.blocks)
    const found = await howPinned(node, cid.toString(), type)
    if (!found) throw new RequestError(`path '${path}' is not pinned`)
    yield found
  }
}

async function howPinned(
  node: IpfsNode,
  cid: string,
  type: string,
): Promise<Listed | undefined> {
  for await (const entry of allPins(node, type)) {
    if (entry.cid !== cid) continue
    const { root, ...listed } = entry
    return root ? { ...listed, type: `indirect through ${root}` } : listed
  }
  return undefined
}

async function* allPins(
  node: IpfsNode,
  type: string,
): AsyncGenerator<Listed & { readonly root?: string }> {
  const direct = new Set<string>()
  for (const pin of node.pins.list()) {
    const cid = pin.cid.toString()
    direct.add(cid)
    if (type === 'all' || type === pin.type) {
      yield { cid, type: pin.type, name: pin.name }
    }
  }
  if (type !== 'all' && type !== 'indirect') return
  for await (const covered of coveredBlocks(node)) {
    const cid = covered.cid.toString()
    if (direct.has(cid)) continue
    yield { cid, type: 'indirect', name: '', root: covered.root.toString() }
  }
}

function asLines(found: readonly Listed[]) {
  return {
    type: 'lines' as const,
    values: (async function* () {
      for (const { cid, type, name } of found) {
        yield { Cid: cid, Type: type, ...(name !== '' && { Name: name }) }
      }
    })(),
  }
}

function asObject(found: readonly Listed[]) {
  const keys = found.map(({ cid, type, name }) => [
    cid,
    { Type: type, Name: name },
  ])
  const value = keys.length > 0 ? { Keys: Object.fromEntries(keys) } : {}
  return { type: 'json' as const, value }
}
