import type { TransferProgress } from '@aichain/base'
import { InvalidArgumentError, OperationTimeoutError } from '@aichain/base'
import { describe, expect, it } from 'vitest'
import { deadUrl, httpServer } from '../../../../base/test/http-server.js'
import {
  announce,
  FIRST,
  type FileExchange,
  hubServer,
  refuse,
  SECOND,
} from '../../../test/support/hub-server.js'
import {
  ModelAccessDeniedError,
  ModelDownloadDamagedError,
  ModelHubUnreachableError,
  ModelRepositoryNotFoundError,
} from '../../errors/hub.js'
import { ModelFileMissingError } from '../../errors/model.js'
import {
  type HuggingFaceFolderOptions,
  huggingFaceFolder,
} from './hugging-face-folder.js'

const repository = 'owner/name'
const weights = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251)
const config = new TextEncoder().encode('{"hidden_size":64}')
const files = {
  'config.json': config,
  '.gitattributes': config,
  'onnx/a b#1?.json': config,
  'empty.txt': new Uint8Array(),
  'model.safetensors': weights,
}

const serving = (answer?: (exchange: FileExchange) => void) =>
  hubServer({ [FIRST]: files }, answer && { answer })

const open = (
  { url }: { readonly url: string },
  options: Partial<HuggingFaceFolderOptions> = {},
) => huggingFaceFolder({ repository, url, ...options })

const rangesAsked = ({ requests }: Awaited<ReturnType<typeof serving>>) =>
  requests.map(({ headers }) => headers.range).filter(Boolean)

/**
 * Answers that break after some bytes, each as soon as the client has them:
 * what a client has not read when its connection breaks, the platform drops.
 */
function breaking(breaks: readonly number[]) {
  let sendRest = () => {}
  let has = 0
  let until = Infinity
  const onProgress = ({ bytes }: TransferProgress) => {
    has = bytes
    if (has >= until) sendRest()
  }
  const answer = (exchange: FileExchange) => {
    const { content, start, end, index, response, send } = exchange
    const broken = breaks[index]
    until = broken ?? Infinity
    if (broken === undefined) return send()
    sendRest = () => response.destroy()
    announce(response, content, start, end)
    response.write(content.subarray(start, broken))
  }
  return { onProgress, answer }
}

/** Answers with all of `content`, whatever was asked for. */
const ignoringRange = ({ content, response }: FileExchange) =>
  response.end(content)

describe('huggingFaceFolder', () => {
  it('lists what is no hidden file', async () => {
    const hub = await serving()
    const folder = await open(hub)
    expect(folder.paths).toEqual([
      'config.json',
      'empty.txt',
      'model.safetensors',
      'onnx/a b#1?.json',
    ])
    expect(hub.asked).toEqual([
      'GET /api/models/owner/name/revision/main?blobs=true',
    ])
  })

  it('reads whole files and parts', async () => {
    const folder = await open(await serving())
    for (const path of folder.paths) {
      const bytes = files[path as keyof typeof files]
      expect(await folder.read(path)).toEqual(bytes)
    }
    const part = (start: number, end: number) =>
      folder.readRange?.('model.safetensors', start, end)
    expect(await part(1000, 70_000)).toEqual(weights.subarray(1000, 70_000))
    expect(await part(299_990, 900_000)).toEqual(weights.subarray(299_990))
    expect(await part(400_000, 900_000)).toEqual(new Uint8Array())
  })

  it('fetches no more than the part that is asked for', async () => {
    const hub = await serving()
    const folder = await open(hub)
    await folder.readRange?.('model.safetensors', 8, 24)
    expect(rangesAsked(hub)).toEqual(['bytes=8-23'])
  })

  it('stays at the commit when its branch moves', async () => {
    const other = { ...files, 'config.json': new Uint8Array(18) }
    const hub = await hubServer({ [FIRST]: files, [SECOND]: other })
    const folder = await open(hub)
    hub.main = SECOND
    expect(await folder.read('config.json')).toEqual(config)
    expect(hub.asked[1]).toBe(`GET /owner/name/resolve/${FIRST}/config.json`)
    const later = await open(hub)
    expect(await later.read('config.json')).toEqual(other['config.json'])
    const pinned = await open(hub, { revision: FIRST })
    expect(await pinned.read('config.json')).toEqual(config)
  })

  it('resumes what broke, and fetches nothing twice', async () => {
    const { answer, onProgress } = breaking([70_001, 200_003])
    const hub = await serving(answer)
    const seen: TransferProgress[] = []
    const folder = await huggingFaceFolder(
      { repository, url: hub.url },
      {
        onProgress: (event) => {
          seen.push(event)
          onProgress(event)
        },
      },
    )
    expect(await folder.read('model.safetensors')).toEqual(weights)
    expect(rangesAsked(hub)).toEqual([
      'bytes=0-299999',
      'bytes=70001-299999',
      'bytes=200003-299999',
    ])
    const bytes = seen.map((event) => event.bytes)
    expect(bytes).toEqual(bytes.toSorted((a, b) => a - b))
    expect(seen.at(-1)).toEqual({
      type: 'transfer',
      path: 'model.safetensors',
      bytes: 300_000,
      total: 300_000,
    })
  })

  it('resumes a part', async () => {
    const { answer, onProgress } = breaking([50_000])
    // Progress of a part counts from its start.
    const hub = await serving(answer)
    const folder = await huggingFaceFolder(
      { repository, url: hub.url },
      {
        onProgress: (event) =>
          onProgress({ ...event, bytes: event.bytes + 10_000 }),
      },
    )
    const part = await folder.readRange?.('model.safetensors', 10_000, 90_000)
    expect(part).toEqual(weights.subarray(10_000, 90_000))
    expect(rangesAsked(hub)).toEqual(['bytes=10000-89999', 'bytes=50000-89999'])
  })

  it('gives up when four tries in a row bring nothing', async () => {
    const hub = await serving(({ response }) => response.destroy())
    const folder = await open(hub)
    const reading = folder.read('config.json')
    await expect(reading).rejects.toThrow(ModelHubUnreachableError)
    expect(rangesAsked(hub)).toHaveLength(4)
  })

  it('asks again after an overload', async () => {
    const hub = await serving(({ index, response, send }) =>
      index < 2 ? refuse(response, 503, 'Overloaded') : send(),
    )
    expect(await (await open(hub)).read('config.json')).toEqual(config)
  })

  it('reads from a server without ranges', async () => {
    const folder = await open(await serving(ignoringRange))
    expect(await folder.read('model.safetensors')).toEqual(weights)
    const part = await folder.readRange?.('model.safetensors', 70_001, 90_000)
    expect(part).toEqual(weights.subarray(70_001, 90_000))
  })

  it('leaves an answer as soon as the part is there', async () => {
    const hub = await serving(({ content, response }) => {
      response.write(content.subarray(0, 100_000))
    })
    const folder = await open(hub)
    const part = await folder.readRange?.('model.safetensors', 7, 50_000)
    expect(part).toEqual(weights.subarray(7, 50_000))
    await expect.poll(hub.open).toBe(0)
  })

  it('asks for the rest when a server sends less of a range', async () => {
    const hub = await serving(({ content, start, end, response }) => {
      const last = Math.min(end, start + 150_000)
      announce(response, content, start, last)
      response.end(content.subarray(start, last))
    })
    const folder = await open(hub)
    expect(await folder.read('model.safetensors')).toEqual(weights)
    expect(rangesAsked(hub)).toEqual(['bytes=0-299999', 'bytes=150000-299999'])
  })

  it('goes on where it was on a server without ranges', async () => {
    const { answer, onProgress } = breaking([70_001])
    const hub = await serving((exchange) =>
      exchange.index === 0 ? answer(exchange) : ignoringRange(exchange),
    )
    const folder = await huggingFaceFolder(
      { repository, url: hub.url },
      { onProgress },
    )
    expect(await folder.read('model.safetensors')).toEqual(weights)
  })

  it.each<[string, RegExp, (exchange: FileExchange) => void]>([
    [
      'shorter',
      /300000 bytes, but 299999 arrived/,
      ({ response }) => response.end(weights.subarray(1)),
    ],
    [
      'longer',
      /300000 bytes, but 300001 arrived/,
      ({ response }) => response.end(Buffer.concat([weights, Buffer.alloc(1)])),
    ],
    [
      'of another size, it says',
      /the hub sent 'bytes 0-299999\/300001'/,
      ({ response }) => {
        announce(response, new Uint8Array(300_001), 0, 300_000)
        response.end(weights)
      },
    ],
    [
      'another part',
      /the hub sent 'bytes 1-299999\/300000'/,
      ({ response }) => {
        announce(response, weights, 1, 300_000)
        response.end(weights.subarray(1))
      },
    ],
    [
      'not there',
      /the hub has no byte 0/,
      ({ response }) => {
        response.writeHead(416, { 'content-range': 'bytes */7' }).end()
      },
    ],
    [
      'of other bytes',
      /its sha-256 is [0-9a-f]{64}, on the list [0-9a-f]{64}/,
      ({ response }) => response.end(weights.toReversed()),
    ],
  ])('refuses a file that is %s', async (_, reason, answer) => {
    const hub = await serving(answer)
    const reading = (await open(hub)).read('model.safetensors')
    await expect(reading).rejects.toThrow(ModelDownloadDamagedError)
    await expect(reading).rejects.toThrow(reason)
    expect(rangesAsked(hub)).toHaveLength(1)
  })

  it('tells which file is missing', async () => {
    const hub = await serving(({ response }) =>
      refuse(response, 404, 'EntryNotFound'),
    )
    const folder = await open(hub)
    for (const path of ['config.json', 'other.json', '../config.json']) {
      const reading = folder.read(path)
      await expect(reading).rejects.toThrow(ModelFileMissingError)
      await expect(reading).rejects.toMatchObject({ path })
    }
    expect(rangesAsked(hub)).toHaveLength(1)
  })

  it('tells which revision or repository is missing', async () => {
    const hub = await serving()
    for (const other of [{ revision: 'v9' }, { repository: 'owner/none' }]) {
      const opening = open(hub, other)
      await expect(opening).rejects.toThrow(ModelRepositoryNotFoundError)
      await expect(opening).rejects.toMatchObject(other)
    }
    expect(hub.asked).toHaveLength(2)
  })

  it.each([401, 403])('asks for a token after a %i', async (status) => {
    const hub = await httpServer((_, response) =>
      refuse(response, status, 'GatedRepo'),
    )
    const opening = open(hub, { token: 'hf_secret' })
    await expect(opening).rejects.toThrow(ModelAccessDeniedError)
    await expect(opening).rejects.toThrow('pass a token')
    await expect(opening).rejects.toThrow(`HTTP ${status}, GatedRepo`)
    await expect(opening).rejects.not.toThrow('hf_secret')
    expect(hub.asked).toHaveLength(1)
  })

  it('sends the token to the hub and not to where it redirects', async () => {
    const storage = await httpServer((_, response) => response.end(config))
    const hub = await serving(({ response }) => {
      response.writeHead(302, { location: `${storage.url}/blob` }).end()
    })
    const folder = await open(hub, { token: 'hf_secret' })
    expect(await folder.read('config.json')).toEqual(config)
    const authorizations = (server: typeof storage) =>
      server.requests.map(({ headers }) => headers.authorization)
    expect(authorizations(hub)).toEqual(Array(2).fill('Bearer hf_secret'))
    expect(authorizations(storage)).toEqual([undefined])
    expect(storage.requests[0]?.headers.range).toBe('bytes=0-17')
  })

  it('tells that nobody listens', async () => {
    const opening = open({ url: await deadUrl() })
    await expect(opening).rejects.toThrow(ModelHubUnreachableError)
    await expect(opening).rejects.toThrow('ECONNREFUSED')
  })

  it.each([
    ['no JSON', '<html>'],
    ['null', 'null'],
    ['no commit', '{"siblings":[]}'],
    ['a commit that is a path', '{"sha":"../../x","siblings":[]}'],
    ['no files', `{"sha":"${FIRST}"}`],
    ['a file without a size', listing({ rfilename: 'a' })],
    ['a file without a name', listing({ size: 1 })],
    ['a file that is nothing', listing(null)],
    ['a negative size', listing({ rfilename: 'a', size: -1 })],
    [
      'a digest that is none',
      listing({ rfilename: 'a', size: 1, lfs: { sha256: 'x' } }),
    ],
  ])('refuses a list that is %s', async (_, text) => {
    const hub = await httpServer((_, response) => response.end(text))
    await expect(open(hub)).rejects.toThrow('no list of a repository')
    expect(hub.asked).toHaveLength(1)
  })

  it('leaves out names that lead out of the folder', async () => {
    const names = ['/a', '../a', 'a/../b', 'a//b', 'a/.', 'a\\b', 'a\nb', 'ok']
    const hub = await hubServer(
      { [FIRST]: {} },
      {
        change: (each) => ({
          ...each,
          siblings: names.map((rfilename) => ({ rfilename, size: 1 })),
        }),
      },
    )
    expect((await open(hub)).paths).toEqual(['ok'])
  })

  it.each<Partial<HuggingFaceFolderOptions>>([
    { repository: '' },
    { repository: '../api' },
    { repository: 'owner/..' },
    { repository: 'owner/a..b' },
    { repository: 'owner/name/more' },
    { repository: 'https://evil.example' },
    { repository: '//evil.example' },
    { repository: 'owner/name?x' },
    { revision: '' },
    { revision: '..' },
    { revision: 'a/../b' },
    { revision: 'a b' },
    { token: 'a\nb' },
    { token: '' },
    { url: 'ftp://hub.example' },
  ])('refuses %o', async (options) => {
    const fetch = () => expect.unreachable('nothing may be asked')
    const opening = huggingFaceFolder({ repository, fetch, ...options })
    await expect(opening).rejects.toThrow(InvalidArgumentError)
  })

  it('asks the public hub unless told otherwise, with branches escaped', async () => {
    const asked: string[] = []
    const opening = huggingFaceFolder({
      repository: 'gpt2',
      revision: 'refs/pr/1',
      fetch: async (url) => {
        asked.push(url)
        return new Response(null, { status: 404 })
      },
    })
    await expect(opening).rejects.toThrow(ModelRepositoryNotFoundError)
    expect(asked).toEqual([
      'https://huggingface.co/api/models/gpt2/revision/refs%2Fpr%2F1?blobs=true',
    ])
  })

  it('aborts in the middle at once, with the reason', async () => {
    const hub = await serving(({ content, start, end, response }) => {
      announce(response, content, start, end)
      response.write(content.subarray(start, 5000))
    })
    const controller = new AbortController()
    const folder = await huggingFaceFolder(
      { repository, url: hub.url },
      { onProgress: () => controller.abort('enough') },
    )
    const { signal } = controller
    const reading = folder.read('model.safetensors', { signal })
    await expect(reading).rejects.toBe('enough')
    await expect.poll(hub.open).toBe(0)
    expect(rangesAsked(hub)).toHaveLength(1)
  })

  it('ends a read and an opening that take too long', async () => {
    const hub = await serving(() => {})
    const folder = await open(hub)
    const reading = folder.read('config.json', { timeout: 50 })
    await expect(reading).rejects.toThrow(OperationTimeoutError)
    const mute = await httpServer(() => {})
    const opening = huggingFaceFolder(
      { repository, url: mute.url },
      { timeout: 50 },
    )
    await expect(opening).rejects.toThrow(OperationTimeoutError)
    await expect.poll(() => hub.open() + mute.open()).toBe(0)
  })
})

function listing(file: unknown): string {
  return JSON.stringify({ sha: FIRST, siblings: [file] })
}
