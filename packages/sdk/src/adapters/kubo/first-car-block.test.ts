import { type Cid, cidOf } from '@aichain/base'
import { encode } from '@ipld/dag-pb'
import { CID } from 'multiformats/cid'
import { describe, expect, it } from 'vitest'
import { firstCarBlock } from './first-car-block.js'

// What a Kubo 0.43.0 exports for a folder with one file, `h`, of "hello".
const archive = Buffer.from(
  '3aa265726f6f747381d82a5825000170' +
    '1220d39a2b161859a00ef2c4c78132f2' +
    'b811daa283884d501b7423e22ccc5cd8' +
    'ced96776657273696f6e015501701220' +
    'd39a2b161859a00ef2c4c78132f2b811' +
    'daa283884d501b7423e22ccc5cd8ced9' +
    '122b0a24015512202cf24dba5fb0a30e' +
    '26e83b2ac5b9e29e1b161e5c1fa7425e' +
    '73043362938b98241201681805' +
    '0a0208012901551220' +
    '2cf24dba5fb0a30e26e83b2ac5b9e29e' +
    '1b161e5c1fa7425e73043362938b9824' +
    '68656c6c6f',
  'hex',
)
const folder = 'bafybeigttivrmgczuahpfrghqezpfoar3krihccnkanxii7cftgfzwgo3e'
const block = encode({
  Data: Uint8Array.of(8, 1),
  Links: [
    { Hash: CID.parse(cidOf(Buffer.from('hello'))), Name: 'h', Tsize: 5 },
  ],
})

/** The archive in chunks, and how many bytes of it were taken. */
async function read(bytes: Uint8Array, size: number, cid: Cid = folder) {
  let taken = 0
  async function* chunks() {
    for (let from = 0; from < bytes.length; from += size) {
      const chunk = bytes.subarray(from, from + size)
      taken += chunk.length
      yield chunk
    }
  }
  const parts: Uint8Array[] = []
  for await (const part of firstCarBlock(chunks(), cid)) parts.push(part)
  return { block: Buffer.concat(parts), taken }
}

describe('firstCarBlock', () => {
  it.each([1, 7, 64, 1000])(
    'finds the first block in chunks of %i bytes',
    async (size) => {
      const found = await read(archive, size)
      expect(Buffer.compare(found.block, block)).toBe(0)
    },
  )

  it('takes nothing that comes after the block', async () => {
    const { taken } = await read(archive, 1)
    expect(taken).toBe(archive.length - '2901551220'.length / 2 - 32 - 5)
  })

  it('gives what came instead where another block comes first', async () => {
    const other = cidOf(Uint8Array.of(1))
    const { block: found } = await read(archive, 10, other)
    expect(Buffer.compare(found, archive)).toBe(0)
  })

  it('gives nothing of nothing', async () => {
    expect((await read(new Uint8Array(), 10)).block).toHaveLength(0)
  })

  it('gives up soon on what is no archive', async () => {
    for (const byte of [0x00, 0x3a, 0x80, 0xff]) {
      const endless = new Uint8Array(1_000_000).fill(byte)
      const { block, taken } = await read(endless, 100)
      expect(block.every((each) => each === byte)).toBe(true)
      expect(block).toHaveLength(taken)
      expect(taken).toBeLessThan(2000)
    }
  })

  it('gives what there is of a block that breaks off', async () => {
    const { block: found } = await read(archive.subarray(0, 120), 10)
    expect(Buffer.compare(found, block.subarray(0, found.length))).toBe(0)
    expect(found.length).toBeLessThan(block.length)
  })
})
