import type { Cid } from '@aichain/base'
import { varint } from 'multiformats'
import { CID } from 'multiformats/cid'

/** The header, which names one root, and the CID before the block: 150 bytes. */
const MAXIMUM_HEAD_BYTES = 1024

/**
 * The bytes of the first block of a CAR archive, as they come, if it is the
 * block of `cid`. What begins in another way is given as it is, as far as it was
 * read, so that whoever checks the bytes can say what came instead.
 *
 * A block is read like this because the client's `block.get` holds the whole
 * answer in memory before anybody can see how long it is.
 *
 * @see {@link https://ipld.io/specs/transport/car/carv1/}
 */
export async function* firstCarBlock(
  archive: AsyncIterable<Uint8Array>,
  cid: Cid,
): AsyncGenerator<Uint8Array, void, void> {
  const { bytes: cidBytes } = CID.parse(cid)
  let head = new Uint8Array()
  let left: number | undefined
  for await (const chunk of archive) {
    let bytes = chunk
    if (left === undefined) {
      head = join(head, chunk)
      const block = findBlock(head, cidBytes)
      if (!block && head.length < MAXIMUM_HEAD_BYTES) continue
      if (!block) break
      left = block.length
      bytes = head.subarray(block.offset)
    }
    const part = bytes.subarray(0, left)
    left -= part.length
    yield part
    if (left === 0) return
  }
  if (left === undefined) yield head
}

/** `undefined` while the bytes do not reach that far, or begin otherwise. */
function findBlock(head: Uint8Array, cid: Uint8Array) {
  const header = readVarint(head, 0)
  const section = header && readVarint(head, header.end + header.value)
  if (!section) return undefined
  const offset = section.end + cid.length
  const found = head.subarray(section.end, offset)
  if (found.length < cid.length) return undefined
  if (!found.every((byte, index) => byte === cid[index])) return undefined
  return { offset, length: section.value - cid.length }
}

function readVarint(bytes: Uint8Array, offset: number) {
  try {
    const [value, length] = varint.decode(bytes, offset)
    return { value, end: offset + length }
  } catch {
    return undefined
  }
}

function join(left: Uint8Array, right: Uint8Array) {
  const bytes = new Uint8Array(left.length + right.length)
  bytes.set(left)
  bytes.set(right, left.length)
  return bytes
}
