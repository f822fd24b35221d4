import type { CID } from 'multiformats/cid'
import { resolvePath } from '../dag/path.js'
import { RequestError } from '../errors/request.js'
import { wordsOf } from '../errors/words-of.js'
import type { IpfsNode } from '../node/open-node.js'
import type { Command } from './command.js'
import { pin } from './pinning.js'

/** Pins paths, with all that is under them unless told otherwise. */
export const pinAdd: Command = async (node, { query }) => {
  query.argument('ipfs-path')
  const recursive = query.boolean('recursive', true)
  const name = query.text('name') ?? ''

  const cids: CID[] = []
  await node.lock.write(async () => {
    for (const path of query.args) {
      const { cid } = await resolvePath(path, node.blocks).catch(pinFailed)
      await pin(node, cid, { recursive, name })
      cids.push(cid)
    }
  })
  return { type: 'json', value: { Pins: cids.map(String) } }
}

function pinFailed(error: unknown): never {
  throw new RequestError(`pin: ${wordsOf(error)}`, 500, error)
}

/** Takes pins away; what they covered stays until a collection. */
export const pinRm: Command = async (node, { query }) => {
  query.argument('ipfs-path')
  const recursive = query.boolean('recursive', true)
  const removed: string[] = []
  for (const path of query.args) {
    const { cid } = await resolvePath(path, node.blocks)
    await remove(node, cid, recursive)
    removed.push(cid.toString())
  }
  return { type: 'json', value: { Pins: removed } }
}

async function remove(
  { pins }: IpfsNode,
  cid: CID,
  recursive: boolean,
): Promise<void> {
  const found = pins.get(cid)
  if (!found) throw new RequestError('not pinned or pinned indirectly')
  if (found.type === 'recursive' && !recursive) {
    throw new RequestError(`${cid} is pinned recursively`)
  }
  await pins.remove(cid)
}
