import type { TransferProgress } from '@aichain/base'
import { InvalidArgumentError } from '@aichain/base'
import { describe, expect, it } from 'vitest'
import {
  ContentStoreUnreachableError,
  ContentTamperedError,
} from '../../errors/content.js'
import type { FileSource } from '../../ports/content-store.js'
import { hashFolder } from './hash-folder.js'
import type { KuboClient } from './kubo-client.js'
import { putFolder } from './put-folder.js'

const text = (value: string) => new TextEncoder().encode(value)
const { signal } = new AbortController()

type Added = { readonly path: string; readonly cid: string }

/** A Kubo that only hashes, and whose answer can be bent. */
function clientOf(bend: (added: Added[]) => Added[] = (added) => added) {
  const options: unknown[] = []
  const addAll = async function* (source: never, given: unknown) {
    options.push(given)
    const { root, files } = await hashFolder(source)
    yield* bend([...files, { path: '', cid: root }])
  }
  return { client: { addAll } as unknown as KuboClient, options }
}

const put = (
  files: Iterable<FileSource> | AsyncIterable<FileSource>,
  client = clientOf().client,
  onProgress?: (event: TransferProgress) => void,
) => putFolder(client, 'http://store', files, { signal, onProgress })

const folder = (): FileSource[] => [
  { path: 'b/two', content: text('two') },
  { path: 'a', content: text('one') },
]

describe('putFolder', () => {
  it('asks for the profile, and gives what was stored', async () => {
    const { client, options } = clientOf()
    const { files } = await put(folder(), client)
    expect(files.map(({ path, size }) => [path, size])).toEqual([
      ['a', 3],
      ['b/two', 3],
    ])
    expect(options).toEqual([
      {
        cidVersion: 1,
        rawLeaves: true,
        chunker: 'size-1048576',
        maxFileLinks: 1024,
        wrapWithDirectory: true,
        pin: true,
        signal,
      },
    ])
  })

  it('tells each file’s progress', async () => {
    const seen: TransferProgress[] = []
    async function* chunks() {
      yield text('on')
      yield text('e')
    }
    const files = [{ path: 'a', content: chunks() }]
    await put(files, undefined, (event) => seen.push(event))
    expect(seen).toEqual([
      { type: 'transfer', path: 'a', bytes: 2 },
      { type: 'transfer', path: 'a', bytes: 3 },
    ])
  })

  it.each([
    ['another root', (path: string) => path === ''],
    ['another file', (path: string) => path === 'a'],
  ])('does not believe %s', async (_, isBent) => {
    const other = 'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq'
    const { client } = clientOf((added) =>
      added.map((entry) =>
        isBent(entry.path) ? { ...entry, cid: other } : entry,
      ),
    )
    const putting = put(folder(), client)
    await expect(putting).rejects.toThrow(ContentTamperedError)
    await expect(putting).rejects.toThrow(other)
  })

  it('does not believe an answer that leaves something out', async () => {
    const { client } = clientOf((added) => added.slice(1))
    await expect(put(folder(), client)).rejects.toThrow('it answered nothing')
  })

  it.each([['..'], ['/a'], ['a//b'], ['a/./b'], ['a/../b'], [''], ['a/']])(
    'refuses the path %j',
    async (path) => {
      const putting = put([{ path, content: text('x') }])
      await expect(putting).rejects.toThrow(InvalidArgumentError)
    },
  )

  it('refuses a path that comes twice, and a folder of nothing', async () => {
    const twice = [...folder(), ...folder()]
    await expect(put(twice)).rejects.toThrow(InvalidArgumentError)
    await expect(put([])).rejects.toThrow('at least one file')
  })

  it('passes on what the source fails with, unchanged', async () => {
    const failure = new Error('the disk is gone')
    // biome-ignore lint/correctness/useYield: it fails before it could
    async function* chunks() {
      throw failure
    }
    const files = [{ path: 'a', content: chunks() }]
    await expect(put(files)).rejects.toBe(failure)
  })

  it('names a store that fails in the middle, and waits for nothing', async () => {
    const addAll = async function* (source: AsyncIterable<unknown>) {
      for await (const _ of source) throw new TypeError('fetch failed')
      yield { path: '', cid: '' }
    }
    const client = { addAll } as unknown as KuboClient
    await expect(put(folder(), client)).rejects.toThrow(
      ContentStoreUnreachableError,
    )
  })
})
