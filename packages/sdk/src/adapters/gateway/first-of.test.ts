import { type Cid, cidOf } from '@aichain/base'
import { describe, expect, it } from 'vitest'
import {
  ContentNotFoundError,
  ContentStoreUnreachableError,
  ContentTamperedError,
  ContentTooLargeError,
} from '../../errors/content.js'
import { firstOf, type Gateway } from './first-of.js'

const bytes = new TextEncoder().encode('hello')
const cid = cidOf(bytes)

type Behaviour = 'good' | 'missing' | 'lying' | 'away' | 'long' | 'slow'

function failure(kind: Behaviour, store: string, cid: Cid) {
  const attempts = [{ store, reason: `it is ${kind}` }]
  if (kind === 'missing') return new ContentNotFoundError({ cid, attempts })
  if (kind === 'lying') return new ContentTamperedError({ cid, attempts })
  if (kind === 'away') return new ContentStoreUnreachableError({ attempts })
  return new ContentTooLargeError({ cid, maximum: 9, attempts })
}

/** Something that waits until it is let through. */
function door() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open: () => open() }
}

/** Gateways named `0`, `1`… and the order in which they are asked. */
function gatewaysOf(...kinds: Behaviour[]) {
  const asked: string[] = []
  const gateways = kinds.map((kind, index): Gateway => {
    const url = `${index}`
    return {
      url,
      readBlock: async (cid, { signal }) => {
        asked.push(url)
        if (kind === 'good') return bytes
        if (kind !== 'slow') throw failure(kind, url, cid)
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason))
        })
      },
    }
  })
  const readBlock = firstOf(gateways, 20)
  const { signal } = new AbortController()
  const read = (by = signal) => readBlock(cid, { signal: by, maximum: 9 })
  return { asked, read }
}

describe('firstOf', () => {
  it('asks the next one whatever is wrong with the first', async () => {
    const kinds = ['missing', 'lying', 'away', 'long', 'slow', 'good'] as const
    const { asked, read } = gatewaysOf(...kinds)
    expect(await read()).toBe(bytes)
    expect(asked).toEqual(['0', '1', '2', '3', '4', '5'])
  })

  it('asks each gateway once, whatever reads beside it find', async () => {
    const asked: string[] = []
    const other = cidOf(new Uint8Array([1]))
    const doors = [door(), door()]
    const gateways = ['0', '1', '2'].map(
      (url, index): Gateway => ({
        url,
        readBlock: async (wanted) => {
          if (wanted === other) {
            if (index === 1) return bytes
            throw failure('away', url, wanted)
          }
          asked.push(url)
          if (index === 2) return bytes
          await doors[index]?.opened
          throw failure('away', url, wanted)
        },
      }),
    )
    const readBlock = firstOf(gateways, 60_000)
    const { signal } = new AbortController()
    const reading = readBlock(cid, { signal, maximum: 9 })
    await readBlock(other, { signal, maximum: 9 })
    for (const { open } of doors) open()
    expect(await reading).toBe(bytes)
    expect(asked).toEqual(['0', '1', '2'])
  })

  it('begins with the one that was good the last time', async () => {
    const { asked, read } = gatewaysOf('missing', 'good', 'good')
    await read()
    await read()
    expect(asked).toEqual(['0', '1', '1'])
  })

  it.each([
    ['missing missing', ContentNotFoundError],
    ['missing away', ContentStoreUnreachableError],
    ['slow missing', ContentStoreUnreachableError],
    ['slow slow', ContentStoreUnreachableError],
    // What lies must not end what another may still give.
    ['away lying', ContentStoreUnreachableError],
    ['lying slow', ContentStoreUnreachableError],
    ['missing lying', ContentNotFoundError],
    ['long missing', ContentNotFoundError],
    ['long away', ContentStoreUnreachableError],
    ['lying lying', ContentTamperedError],
    ['long lying', ContentTamperedError],
    ['long long', ContentTooLargeError],
  ])('when all failed (%s) tells what may pass first', async (kinds, error) => {
    const { read } = gatewaysOf(...(kinds.split(' ') as Behaviour[]))
    await expect(read()).rejects.toThrow(error)
  })

  it('names each gateway and why', async () => {
    const { read } = gatewaysOf('missing', 'slow', 'away')
    const error = await read().catch((error) => error)
    expect(error.attempts).toEqual([
      { store: '0', reason: 'it is missing' },
      { store: '1', reason: 'no block within 20 ms', kind: 'timeout' },
      { store: '2', reason: 'it is away' },
    ])
    expect(error.message).toContain('1: no block within 20 ms')
  })

  it('asks nobody else after an abort', async () => {
    const { asked, read } = gatewaysOf('slow', 'good')
    const controller = new AbortController()
    const reading = read(controller.signal)
    controller.abort('enough')
    await expect(reading).rejects.toBe('enough')
    expect(asked).toEqual(['0'])
  })
})
