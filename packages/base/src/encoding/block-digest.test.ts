import { afterEach, expect, test, vi } from 'vitest'
import { blockDigest } from './block-digest.js'
import { digestOf } from './cid.js'

afterEach(() => vi.unstubAllGlobals())

const blocks = [0, 1, 55, 56, 64, 1_000, 70_000].map((size) =>
  Uint8Array.from({ length: size }, (_, index) => index % 251),
)

test('gives what the core gives', async () => {
  for (const block of blocks) {
    expect(await blockDigest(block)).toBe(digestOf(block))
  }
})

test('hashes the view, not the buffer under it', async () => {
  const view = (blocks[5] as Uint8Array).subarray(10, 20)
  expect(await blockDigest(view)).toBe(digestOf(view.slice()))
})

test('does without the platform where a page is not secure', async () => {
  vi.stubGlobal('crypto', {})
  const block = blocks[6] as Uint8Array
  expect(await blockDigest(block)).toBe(digestOf(block))
})
