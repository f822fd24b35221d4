import type { TransferProgress } from '@aichain/base'
import { type Cid, cidOf, isCid } from '@aichain/base'
import {
  type ConformanceCase,
  expectEqual,
  expectError,
  expectReason,
  expectThat,
} from '@aichain/base/testing'
import type {
  ContentStore,
  FileSource,
  StoredFile,
} from '../ports/content-store.js'

/** A store for one case, empty or with other content. */
export type ContentStoreFixture = {
  readonly content: ContentStore
  readonly dispose?: (() => Promise<void>) | undefined
}

/** How to get at a store, and at its faults where they can be arranged. */
export type ContentStoreConformanceOptions<
  TFixture extends ContentStoreFixture,
> = {
  readonly open: () => TFixture | Promise<TFixture>
  /** Makes the store serve other bytes under a CID. */
  readonly tamper?:
    | ((fixture: TFixture, cid: Cid) => void | Promise<void>)
    | undefined
  readonly stop?: ((fixture: TFixture) => void | Promise<void>) | undefined
}

type Promised = (fixture: ContentStoreFixture) => Promise<void>

const mebibyte = 1_048_576
const text = (value: string) => new TextEncoder().encode(value)

/** Bytes that do not compress and do not repeat from block to block. */
function pattern(length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let word = 2_463_534_242
  for (let index = 0; index < length; index += 1) {
    word ^= word << 13
    word ^= word >>> 17
    word ^= word << 5
    bytes[index] = word
  }
  return bytes
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    all.set(part, offset)
    offset += part.length
  }
  return all
}

const folder = (): FileSource[] => [
  { path: 'b.txt', content: text('second') },
  { path: 'deep/a.bin', content: pattern(2 * mebibyte + 1) },
  { path: 'a.txt', content: text('first') },
]

const promises: Readonly<Record<string, Promised>> = {
  'a block comes back as it was put, under the CID of its bytes': async ({
    content,
  }) => {
    for (const bytes of [text('hello'), text(''), pattern(mebibyte)]) {
      const cid = await content.put(bytes)
      expectEqual('the CID', cid, cidOf(bytes))
      const back = await content.get(cid)
      expectThat('the bytes', cidOf(back) === cid, back.length)
    }
  },

  'a block may be changed by its reader without changing the store': async ({
    content,
  }) => {
    const bytes = text('mine')
    const cid = await content.put(bytes)
    bytes.fill(0)
    ;(await content.get(cid)).fill(1)
    expectEqual('the bytes', await content.get(cid), text('mine'))
  },

  'a block above 1 MiB is refused': async ({ content }) => {
    const put = content.put(pattern(mebibyte + 1))
    await expectError('put', put, 'content-too-large')
  },

  'a folder has the root that every implementation gives it': async ({
    content,
  }) => {
    const { root, files } = await content.putFolder(folder())
    expectEqual('the root', root, expectedRoot)
    expectEqual('the files', files, [
      { path: 'a.txt', cid: cidOf(text('first')), size: 5 },
      { path: 'b.txt', cid: cidOf(text('second')), size: 6 },
      { path: 'deep/a.bin', cid: expectedLargeFile, size: 2 * mebibyte + 1 },
    ])
  },

  'a folder may come as streams of streams': async ({ content }) => {
    async function* files(): AsyncGenerator<FileSource> {
      for (const { path, content: bytes } of folder()) {
        async function* chunks() {
          const whole = bytes as Uint8Array
          for (let from = 0; from < whole.length; from += 100_000) {
            yield whole.subarray(from, from + 100_000)
          }
        }
        yield { path, content: chunks() }
      }
    }
    const { root } = await content.putFolder(files())
    expectEqual('the root', root, expectedRoot)
  },

  'a file of several blocks is read whole and in order': async ({
    content,
  }) => {
    const { files } = await content.putFolder(folder())
    const large = fileIn(files, 'deep/a.bin')
    const bytes = await collect(content.cat(large))
    expectThat(
      'the bytes',
      cidOf(bytes) === cidOf(pattern(2 * mebibyte + 1)),
      bytes.length,
    )
    const small = fileIn(files, 'a.txt')
    expectEqual(
      'a small file',
      await collect(content.cat(small)),
      text('first'),
    )
  },

  'progress ends at the number of bytes': async ({ content }) => {
    const { files } = await content.putFolder(folder())
    const large = fileIn(files, 'deep/a.bin')
    const seen: TransferProgress[] = []
    await collect(content.cat(large, { onProgress: (each) => seen.push(each) }))
    expectEqual('bytes moved', seen.at(-1)?.bytes, 2 * mebibyte + 1)
  },

  'pinning again changes nothing': async ({ content }) => {
    const cid = await content.put(text('keep'))
    await content.pin(cid)
    await content.pin(cid)
    expectEqual('the bytes', await content.get(cid), text('keep'))
  },

  'what the store does not have is not found': async ({ content }) => {
    const cid = cidOf(text('nobody ever stored this'))
    await expectError('get', content.get(cid), 'content-not-found')
    await expectError('cat', collect(content.cat(cid)), 'content-not-found')
  },

  'what is no raw CID is refused': async ({ content }) => {
    const { root } = await content.putFolder(folder())
    expectThat('the root is a CID', isCid(root), root)
    const bad = ['', 'bafy', 'QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn']
    for (const cid of bad as Cid[]) {
      await expectError(`get '${cid}'`, content.get(cid), 'invalid-cid')
      await expectError(
        `cat '${cid}'`,
        collect(content.cat(cid)),
        'invalid-cid',
      )
    }
    await expectError('get of a folder', content.get(root), 'invalid-cid')
  },

  'an aborted call rejects with its reason': async ({ content }) => {
    const options = { signal: AbortSignal.abort('stop') }
    const cid = await content.put(text('hello'))
    await expectReason('put', content.put(text('x'), options), 'stop')
    await expectReason('get', content.get(cid, options), 'stop')
    await expectReason('cat', collect(content.cat(cid, options)), 'stop')
    await expectReason('pin', content.pin(cid, options), 'stop')
    await expectReason(
      'putFolder',
      content.putFolder(folder(), options),
      'stop',
    )
  },

  'a stream that is left or aborted midway ends there': async ({ content }) => {
    const { files } = await content.putFolder(folder())
    const cid = fileIn(files, 'deep/a.bin')
    for await (const _ of content.cat(cid)) break
    const controller = new AbortController()
    const { signal } = controller
    const reading = (async () => {
      for await (const _ of content.cat(cid, { signal })) {
        controller.abort('stop')
      }
    })()
    await expectReason('cat', reading, 'stop')
  },
}

const code = {
  tampered: 'content-tampered',
  unreachable: 'content-store-unreachable',
}

async function findsTampering(
  content: ContentStore,
  tamper: (cid: Cid) => void | Promise<void>,
): Promise<void> {
  const cid = await content.put(text('truth'))
  const { files } = await content.putFolder(folder())
  const file = fileIn(files, 'b.txt')
  await tamper(cid)
  await tamper(file)
  await expectError('get', content.get(cid), code.tampered)
  await expectError('cat', collect(content.cat(file)), code.tampered)
}

async function namesStop(
  content: ContentStore,
  stop: () => void | Promise<void>,
): Promise<void> {
  const cid = await content.put(text('hello'))
  await stop()
  await expectError('get', content.get(cid), code.unreachable)
  await expectError('put', content.put(text('x')), code.unreachable)
  await expectError('cat', collect(content.cat(cid)), code.unreachable)
}

/** Both as the UnixFS profile `unixfs-v1-2025` (IPIP-499) gives them. */
const expectedLargeFile: Cid =
  'bafybeidngtnzmk6rb6ddxeliwxp5nqskszfjgs2oenomuupgj34y25lrwa'
const expectedRoot: Cid =
  'bafybeidvlmbqpv7fc3wfzkvn5zwhh4laokctzgmc4aozjtxkfckafd5dy4'

/**
 * What every `ContentStore` must do, as cases for any test runner.
 *
 * @param options - `open` gives a store for one case; `tamper` and `stop` add
 *   the cases that need a fault.
 *
 * @example
 * ```ts
 * import { contentStoreConformance, memoryContentStore } from '@aichain/sdk/testing'
 *
 * const cases = contentStoreConformance({
 *   open: () => ({ content: memoryContentStore() }),
 *   tamper: ({ content }, cid) => content.tamper(cid),
 *   stop: ({ content }) => content.stop(),
 * })
 * for (const { name, run } of cases) {
 *   console.log(name) // with vitest: test(name, run)
 *   await run()
 * }
 * ```
 */
export function contentStoreConformance<TFixture extends ContentStoreFixture>(
  options: ContentStoreConformanceOptions<TFixture>,
): readonly ConformanceCase[] {
  const { open, tamper, stop } = options
  const toCase = (
    name: string,
    check: (fixture: TFixture) => Promise<void>,
  ): ConformanceCase => ({
    name,
    run: async () => {
      const fixture = await open()
      try {
        await check(fixture)
      } finally {
        await fixture.dispose?.()
      }
    },
  })
  const cases = Object.entries(promises).map(([name, check]) =>
    toCase(name, check),
  )
  if (tamper) {
    const check = (fixture: TFixture) =>
      findsTampering(fixture.content, (cid) => tamper(fixture, cid))
    cases.push(toCase('falsified bytes are found out', check))
  }
  if (stop) {
    const check = (fixture: TFixture) =>
      namesStop(fixture.content, () => stop(fixture))
    cases.push(toCase('a store that stops is named as the cause', check))
  }
  return cases
}

function fileIn(files: readonly StoredFile[], path: string): Cid {
  return files.find((file) => file.path === path)?.cid as Cid
}
