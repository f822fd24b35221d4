import { describe, expect, it } from 'vitest'
import { hashFolder } from './hash-folder.js'

const MEBIBYTE = 1024 * 1024

async function hash(files: Readonly<Record<string, Uint8Array>>) {
  async function* chunks(bytes: Uint8Array) {
    for (let from = 0; from < bytes.length; from += 300_000) {
      yield bytes.subarray(from, from + 300_000)
    }
  }
  async function* entries() {
    for (const [path, bytes] of Object.entries(files)) {
      yield { path, content: chunks(bytes) }
    }
  }
  return hashFolder(entries())
}

describe('hashFolder', () => {
  it('gives the CIDs of the profile unixfs-v1-2025', async () => {
    const hello = new TextEncoder().encode('hello')
    const { root, files } = await hash({
      'large.bin': new Uint8Array(3_000_000),
      h: hello,
      'deep/empty': new Uint8Array(),
    })
    // Those of the files as a Kubo 0.43.0 gives them under the same options.
    expect(files).toEqual([
      {
        path: 'deep/empty',
        cid: 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku',
        size: 0,
      },
      {
        path: 'h',
        cid: 'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq',
        size: 5,
      },
      {
        path: 'large.bin',
        cid: 'bafybeigmdn54ysmbug2zhflk2dygoxlh6yn2tnjmaoyp55mtxqvje7erxi',
        size: 3_000_000,
      },
    ])
    expect(root).toMatch(/^bafybei/)
  })

  it('keeps a file of one chunk raw, and makes a tree of two', async () => {
    const one = await hash({ file: new Uint8Array(MEBIBYTE) })
    const two = await hash({ file: new Uint8Array(MEBIBYTE + 1) })
    expect(one.files[0]?.cid).toMatch(/^bafkrei/)
    expect(two.files[0]?.cid).toMatch(/^bafybei/)
    expect(two.files[0]?.size).toBe(MEBIBYTE + 1)
  })
})
