import { afterEach, expect, it, vi } from 'vitest'
import { digestOf } from '../../core/cid.js'
import { hashBlock } from './hash-block.js'

afterEach(() => vi.unstubAllGlobals())

it('gives the same with and without the platform', async () => {
  const blocks = [new Uint8Array(), new Uint8Array(1_048_576).fill(3)]
  const expected = blocks.map(digestOf)
  expect(await Promise.all(blocks.map(hashBlock))).toEqual(expected)
  vi.stubGlobal('crypto', {})
  expect(await Promise.all(blocks.map(hashBlock))).toEqual(expected)
})

it('hashes a view, not what is around it', async () => {
  const around = new TextEncoder().encode('say hello to all')
  const view = around.subarray(4, 9)
  expect(await hashBlock(view)).toBe(
    digestOf(new TextEncoder().encode('hello')),
  )
})
