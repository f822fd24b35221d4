import type { Cid } from '@aichain/base'
import { fileCid } from './check-cid.js'
import { type FilePart, readFileNode } from './file-node.js'
import { MAXIMUM_BLOCK_BYTES, type ReadBlock } from './read-block.js'

/** Blocks that are asked for before the one that is next has been taken. */
const READ_AHEAD = 4

type Waiting = FilePart & { block?: Promise<Uint8Array> }

/**
 * The bytes of a UnixFS file in order, with the size of the whole. A few blocks
 * are read ahead and no more, whatever the reader's pace.
 *
 * `ipfs-unixfs-exporter` is not used here: it fetches a whole file as fast as
 * it can into memory, and goes on when the reader has left.
 */
export async function* readFile(
  root: Cid,
  readBlock: ReadBlock,
  signal: AbortSignal,
): AsyncGenerator<{ readonly bytes: Uint8Array; readonly total: number }> {
  let waiting: Waiting[] = [{ ...fileCid(root), size: undefined }]
  let total: number | undefined

  const fetchAhead = () => {
    for (const part of waiting.slice(0, READ_AHEAD)) {
      if (part.block) continue
      const options = { signal, maximum: MAXIMUM_BLOCK_BYTES }
      part.block = readBlock(part.cid, options)
      // Its failure is met when its turn comes; until then it is nobody's.
      part.block.catch(() => {})
    }
  }

  while (true) {
    fetchAhead()
    const next = waiting.shift()
    if (!next?.block) return
    const { size, data, parts } = readFileNode(next, await next.block)
    total ??= size
    waiting = [...parts, ...waiting]
    if (data.length > 0) yield { bytes: data, total }
  }
}
