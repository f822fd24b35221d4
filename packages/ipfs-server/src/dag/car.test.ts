import { expect, it } from 'vitest'
import { testDag } from '../../test/support/test-dag.js'
import { BlockNotFoundError, RequestError } from '../errors/request.js'
import { carOf, readCar } from './car.js'
import { walkDag } from './walk.js'

async function* chunked(bytes: Uint8Array, size: number) {
  for (let from = 0; from < bytes.length; from += size) {
    yield bytes.subarray(from, from + size)
  }
}

async function archiveOf(files: Record<string, string>) {
  const { blocks, cid } = await testDag(files)
  const chunks: Uint8Array[] = []
  const root = cid('')
  for await (const chunk of carOf(root, walkDag([root], blocks))) {
    chunks.push(chunk)
  }
  return { root, archive: Buffer.concat(chunks) }
}

it('reads what it wrote, in chunks of any size', async () => {
  const { root, archive } = await archiveOf({ 'a/b': 'b', c: 'c' })
  const { roots, blocks } = await readCar(chunked(archive, 7))
  expect(roots.map(String)).toEqual([`${root}`])
  let count = 0
  for await (const _ of blocks) count += 1
  expect(count).toBe(4)
})

it('refuses a block that is not what its CID says', async () => {
  const { archive } = await archiveOf({ c: 'the last block' })
  archive[archive.length - 1] = (archive.at(-1) ?? 0) ^ 1
  const { blocks } = await readCar(chunked(archive, 1000))
  const reading = (async () => {
    for await (const _ of blocks);
  })()
  await expect(reading).rejects.toThrow('mismatch in content integrity')
})

it.each([
  ['nothing', ''],
  ['other bytes', 'no archive at all'],
])('refuses %s', async (_, text) => {
  const source = chunked(new TextEncoder().encode(text), 4)
  await expect(readCar(source)).rejects.toThrow(RequestError)
})

it('fails in the middle when a block is absent', async () => {
  const { blocks, cid } = await testDag({ a: 'a', b: 'b' })
  await blocks.remove(cid('b'))
  const reading = (async () => {
    for await (const _ of carOf(cid(''), walkDag([cid('')], blocks)));
  })()
  await expect(reading).rejects.toThrow(BlockNotFoundError)
})
