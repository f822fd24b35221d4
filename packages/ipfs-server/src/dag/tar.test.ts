import { exporter } from 'ipfs-unixfs-exporter'
import { extract } from 'tar-stream'
import { expect, it } from 'vitest'
import { testDag } from '../../test/support/test-dag.js'
import { BlockNotFoundError } from '../errors/request.js'
import { storageOf } from './path.js'
import { tarOf } from './tar.js'

it('holds a folder with all that is in it', async () => {
  const long = `${'long-name-'.repeat(15)}.txt`
  const large = new Uint8Array(3_000_000).fill(9)
  const { blocks, cid } = await testDag({
    'a/large': large,
    [`a/${long}`]: 'long',
    'empty.txt': '',
  })
  const entry = await exporter(cid(''), storageOf(blocks))
  const unpack = extract()
  const chunks: Uint8Array[] = []
  for await (const chunk of tarOf(entry, 'root', blocks)) chunks.push(chunk)
  unpack.end(Buffer.concat(chunks))
  const found: Record<string, number> = {}
  for await (const { header, resume } of asEntries(unpack)) {
    found[header.name] = Number(header.size)
    resume()
  }
  expect(found).toEqual({
    root: 0,
    'root/a': 0,
    'root/a/large': large.length,
    [`root/a/${long}`]: 4,
    'root/empty.txt': 0,
  })
})

async function* asEntries(unpack: ReturnType<typeof extract>) {
  for await (const entry of unpack) {
    yield { header: entry.header, resume: () => entry.resume() }
  }
}

it('fails, and does not end, where a block is absent', async () => {
  const { blocks, cid } = await testDag({ a: 'a' })
  const entry = await exporter(cid(''), storageOf(blocks))
  await blocks.remove(cid('a'))
  const reading = (async () => {
    for await (const _ of tarOf(entry, 'root', blocks));
  })()
  await expect(reading).rejects.toThrow(BlockNotFoundError)
})

it('lets go when its reader leaves in the middle of a file', async () => {
  const { blocks, cid } = await testDag({ a: new Uint8Array(5_000_000) })
  const entry = await exporter(cid(''), storageOf(blocks))
  for await (const _ of tarOf(entry, 'root', blocks)) break
})
