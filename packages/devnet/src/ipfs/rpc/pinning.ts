import type { CID } from 'multiformats/cid'
import { walkDag } from '../dag/walk.js'
import { RequestError } from '../errors.js'
import type { IpfsNode } from '../node.js'

type Pinned = Pick<IpfsNode, 'blocks' | 'pins'>

/**
 * Pins `cid`, once all that the pin covers is there.
 *
 * @returns How many blocks, and bytes, that is.
 */
export async function pin(
  { blocks, pins }: Pinned,
  cid: CID,
  options: { readonly recursive?: boolean; readonly name?: string } = {},
): Promise<{ readonly blocks: number; readonly bytes: number }> {
  const { recursive = true, name = '' } = options
  const covered = { blocks: 0, bytes: 0 }
  if (!recursive && pins.get(cid)?.type === 'recursive') {
    throw new RequestError(`pin: ${cid} already pinned recursively`)
  }
  try {
    for await (const { bytes } of walkDag([cid], blocks)) {
      covered.blocks += 1
      covered.bytes += bytes.length
      if (!recursive) break
    }
  } catch (error) {
    throw new RequestError(`pin: ${(error as Error).message}`, 500, error)
  }
  await pins.add({ cid, type: recursive ? 'recursive' : 'direct', name })
  return covered
}

/** Every block that a pin covers, with the root that covers it. */
export async function* coveredBlocks({
  blocks,
  pins,
}: Pinned): AsyncGenerator<{ readonly cid: CID; readonly root: CID }> {
  const seen = new Set<string>()
  for (const { cid: root, type } of pins.list()) {
    if (type === 'direct') {
      yield { cid: root, root }
      continue
    }
    for await (const { cid } of walkDag([root], blocks, seen)) {
      yield { cid, root }
    }
  }
}
