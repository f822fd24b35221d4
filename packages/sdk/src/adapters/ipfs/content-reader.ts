import type { Cid } from '@aichain/base'
import {
  callSignal,
  MAXIMUM_DOCUMENT_BYTES,
  onAbort,
  raceSignal,
  withTimeout,
} from '@aichain/base'
import type { ContentReader, ReadOptions } from '../../ports/content-store.js'
import { cachedBlocks } from './cached-blocks.js'
import { documentCid } from './check-cid.js'
import type { ReadBlock } from './read-block.js'
import { readFile } from './read-file.js'

/** A `ContentReader` over anything that gives verified blocks. */
export function contentReader(readBlock: ReadBlock): ContentReader {
  return {
    get: async (cid, options = {}) => {
      const document = documentCid(cid)
      const operation = `Reading ${cid}`
      return withTimeout({ ...options, operation }, async (signal) => {
        const maximum = MAXIMUM_DOCUMENT_BYTES
        const read = cachedBlocks(readBlock, options.cache)
        const block = await read(document, { signal, maximum })
        const { length: bytes } = block
        options.onProgress?.({ type: 'transfer', bytes, total: bytes })
        return block
      })
    },
    cat: (cid, options = {}) => readWholeFile(cid, readBlock, options),
  }
}

async function* readWholeFile(
  cid: Cid,
  readBlock: ReadBlock,
  options: ReadOptions,
): AsyncGenerator<Uint8Array, void, void> {
  const operation = `Reading ${cid}`
  const call = callSignal({ ...options, operation })
  // Ends what was read ahead, however the reading ends.
  const stop = new AbortController()
  const forget = onAbort(call.signal, () => stop.abort(call.signal.reason))
  let bytes = 0
  try {
    stop.signal.throwIfAborted()
    const read = cachedBlocks(readBlock, options.cache)
    const chunks = readFile(cid, read, stop.signal)
    while (true) {
      const next = await raceSignal(chunks.next(), call.signal)
      if (next.done) return
      const { bytes: chunk, total } = next.value
      bytes += chunk.length
      options.onProgress?.({ type: 'transfer', bytes, total })
      yield chunk
      call.signal.throwIfAborted()
    }
  } finally {
    call.release()
    forget()
    stop.abort()
  }
}
