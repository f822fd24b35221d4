import { expect, it } from 'vitest'
import { readBlock } from './read-block.js'

const MEBIBYTE = 1024 * 1024

async function* chunks(count: number) {
  for (let index = 0; index < count; index += 1) yield new Uint8Array(MEBIBYTE)
}

it('takes up to 2 MiB', async () => {
  expect(await readBlock(chunks(2), false)).toHaveLength(2 * MEBIBYTE)
  await expect(readBlock(chunks(3), false)).rejects.toThrow('over 2MiB')
  expect(await readBlock(chunks(3), true)).toHaveLength(3 * MEBIBYTE)
})
