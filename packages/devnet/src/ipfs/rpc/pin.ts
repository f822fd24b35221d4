import type { CID } from 'multiformats/cid'
import { resolvePath } from '../dag/path.js'
import { RequestError } from '../errors.js'
import type { IpfsNode } from '../node.js'
import type { Command } from './command.js'
import { pin } from './pinning.js'

/** Pins paths, with all that is under them unless told otherwise. */
export const pinAdd: Command = async (node, { query }) => {
  query.argument('ipfs-path')
  const recursive = query.boolean('recursive', true)
  const name = query.text('name') ?? ''
  const progress = query.boolean('progress', false)

  const covered = { blocks: 0, bytes: 0 }
  const cids: CID[] = []
  await node.lock.write(async () => {
    for (const path of query.args) {
      const { cid } = await resolvePath(path, node.blocks).catch(pinFailed)
      const { blocks, bytes } = await pin(node, cid, { recursive, name })
      covered.blocks += blocks
      covered.bytes += bytes
      cids.push(cid)
    }
  })
  const pins = { Pins: cids.map(String) }
  if (!progress) return { type: 'json', value: pins }
  return {
    type: 'lines',
    values: (async function* () {
      yield { Progress: covered.blocks, Bytes: covered.bytes }
      yield pins
    })(),
  }
}

function pinFailed(error: Error): never {
  throw new RequestError(`pin: ${error.message}`, 500, error)
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
