import type { CID } from 'multiformats/cid'
import { walkDag } from '../dag/walk.js'
import { RequestError } from '../errors/request.js'
import { wordsOf } from '../errors/words-of.js'
import type { IpfsNode } from '../node/open-node.js'

type Pinned = Pick<IpfsNode, 'blocks' | 'pins'>

/** Pins `cid`, once all that the pin covers is there. */
export async function pin(
  { blocks, pins }: Pinned,
  cid: CID,
  options: { readonly recursive?: boolean; readonly name?: string } = {},
): Promise<void> {
  const { recursive = true, name = '' } = options
  if (!recursive && pins.get(cid)?.type === 'recursive') {
    throw new RequestError(`pin: ${cid} already pinned recursively`)
  }
  try {
    for await (const _ of walkDag([cid], blocks)) {
      if (!recursive) break
    }
  } catch (error) {
    throw new RequestError(`pin: ${wordsOf(error)}`, 500, error)
  }
  await pins.add({ cid, type: recursive ? 'recursive' : 'direct', name })
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
