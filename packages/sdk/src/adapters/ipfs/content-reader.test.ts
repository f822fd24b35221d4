import type { TransferProgress } from '@aichain/base'
import { cidOf, OperationTimeoutError } from '@aichain/base'
import { describe, expect, it } from 'vitest'
import { handmadeBlocks } from '../../../test/unixfs-blocks.js'
import { contentReader } from './content-reader.js'
import type { ReadBlock } from './read-block.js'

const bytes = Uint8Array.of(1, 2, 3)

/** Never answers, and tells what it was asked with. */
function silent() {
  const signals: AbortSignal[] = []
  const readBlock: ReadBlock = (_, { signal }) => {
    signals.push(signal)
    return new Promise(() => {})
  }
  return { signals, reader: contentReader(readBlock) }
}

async function drain(source: AsyncIterable<Uint8Array>) {
  for await (const _ of source);
}

describe('contentReader', () => {
  it('asks for no document above 1 MiB, and no block above 2 MiB', async () => {
    const maxima: number[] = []
    const reader = contentReader(async (_, { maximum }) => {
      maxima.push(maximum)
      return bytes
    })
    await reader.get(cidOf(bytes))
    await drain(reader.cat(cidOf(bytes)))
    expect(maxima).toEqual([1_048_576, 2_097_152])
  })

  it('tells its progress', async () => {
    const { raw, node, readBlock } = handmadeBlocks()
    const leaf = raw(bytes)
    const reader = contentReader(readBlock)
    const seen: TransferProgress[] = []
    const onProgress = (event: TransferProgress) => seen.push(event)
    await drain(reader.cat(node([leaf, leaf], [3, 3]), { onProgress }))
    await reader.get(leaf, { onProgress })
    expect(seen).toEqual([
      { type: 'transfer', bytes: 3, total: 6 },
      { type: 'transfer', bytes: 6, total: 6 },
      { type: 'transfer', bytes: 3, total: 3 },
    ])
  })

  it('rejects at once with the reason of an abort, and passes it on', async () => {
    const { signals, reader } = silent()
    const controller = new AbortController()
    const { signal } = controller
    const calls = [
      reader.get(cidOf(bytes), { signal }),
      drain(reader.cat(cidOf(bytes), { signal })),
    ]
    const results = Promise.allSettled(calls)
    controller.abort('enough')
    expect(await results).toEqual([
      { status: 'rejected', reason: 'enough' },
      { status: 'rejected', reason: 'enough' },
    ])
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true])
  })

  it('gives up after the timeout', async () => {
    const { reader } = silent()
    const cid = cidOf(bytes)
    await expect(reader.get(cid, { timeout: 10 })).rejects.toThrow(
      OperationTimeoutError,
    )
    await expect(drain(reader.cat(cid, { timeout: 10 }))).rejects.toThrow(
      `Reading ${cid} did not finish within 10 ms`,
    )
  })

  it('ends what was read ahead when its reader leaves', async () => {
    const { raw, node, readBlock } = handmadeBlocks()
    const leaves = [1, 2, 3, 4, 5].map((n) => raw(Uint8Array.of(n, n, n)))
    const signals: AbortSignal[] = []
    const reader = contentReader((cid, options) => {
      signals.push(options.signal)
      return readBlock(cid, options)
    })
    const root = node(leaves, [3, 3, 3, 3, 3])
    for await (const _ of reader.cat(root)) break
    expect(signals.at(-1)?.aborted).toBe(true)
  })

  it('refuses a CID before it asks for anything', async () => {
    const { signals, reader } = silent()
    await expect(reader.get('bafkqabtimvwgy3yk')).rejects.toThrow('sha2-256')
    await expect(drain(reader.cat('bafkqabtimvwgy3yk'))).rejects.toThrow(
      'sha2-256',
    )
    expect(signals).toEqual([])
  })
})
