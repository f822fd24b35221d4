import { exporter } from 'ipfs-unixfs-exporter'
import { describe, expect, it } from 'vitest'
import { testDag } from '../../test/support/test-dag.js'
import { RequestError } from '../errors/request.js'
import { asFile, contentOf, sizeOf } from './content.js'
import { storageOf } from './path.js'

const MEBIBYTE = 1024 * 1024
const large = Uint8Array.from(
  { length: 20 * MEBIBYTE },
  (_, index) => index >> 12,
)

async function openLarge() {
  const { blocks, cid } = await testDag({ large })
  const read: string[] = []
  const counted = {
    get: (asked: Parameters<typeof blocks.get>[0]) => {
      read.push(`${asked}`)
      return blocks.get(asked)
    },
  }
  const entry = asFile(await exporter(cid('large'), storageOf(counted)))
  return { entry, read }
}

describe('contentOf', () => {
  it('gives all of a file, and any part', async () => {
    const { entry } = await openLarge()
    expect(sizeOf(entry)).toBe(large.length)
    const whole: Uint8Array[] = []
    for await (const chunk of contentOf(entry)) whole.push(chunk)
    expect(Buffer.compare(Buffer.concat(whole), large)).toBe(0)

    const start = 8 * MEBIBYTE - 3
    const end = 16 * MEBIBYTE + 5
    const part: Uint8Array[] = []
    for await (const chunk of contentOf(entry, start, end)) part.push(chunk)
    expect(
      Buffer.compare(Buffer.concat(part), large.subarray(start, end)),
    ).toBe(0)
  })

  it('stops reading soon after its reader has left', async () => {
    const { entry, read } = await openLarge()
    for await (const _ of contentOf(entry)) break
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(read.length).toBeLessThan(12)
  })
})

describe('asFile', () => {
  it('refuses a folder', async () => {
    const { blocks, cid } = await testDag({ a: 'a' })
    const entry = await exporter(cid(''), storageOf(blocks))
    expect(() => asFile(entry)).toThrow(RequestError)
  })
})
