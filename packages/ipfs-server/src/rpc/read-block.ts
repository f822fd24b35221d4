import { RequestError } from '../errors/request.js'

/** What peers of the IPFS network exchange at most. */
const MAXIMUM_BLOCK = 2 * 1024 * 1024

/** Collects a block's bytes; refuses more than a block may have. */
export async function readBlock(
  content: AsyncIterable<Uint8Array>,
  allowBig: boolean,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of content) {
    size += chunk.length
    if (size > MAXIMUM_BLOCK && !allowBig) {
      throw new RequestError(
        "produced block is over 2MiB: big blocks can't be exchanged with other peers. consider using UnixFS for automatic chunking of bigger files, or pass --allow-big-block to override",
      )
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}
