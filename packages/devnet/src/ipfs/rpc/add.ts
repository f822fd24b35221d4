import { BlackHoleBlockstore } from 'blockstore-core/black-hole'
import {
  type ImportCandidate,
  type ImportResult,
  importer,
  type WritableStorage,
} from 'ipfs-unixfs-importer'
import { channel } from '../channel.js'
import type { Part } from '../http/multipart.js'
import type { IpfsNode } from '../node.js'
import { addOptions } from './add-options.js'
import type { Command } from './command.js'
import { holdingWrites } from './holding-writes.js'
import { pin } from './pinning.js'

/** A line of the answer: bytes read of a file so far, or an entry stored. */
type AddEvent =
  | { readonly Name: string; readonly Bytes: number }
  | { readonly Name: string; readonly Hash: string; readonly Size: string }

/** Bytes from one progress line to the next. */
const PROGRESS_STEP = 256 * 1024

/** Stores files and folders as UnixFS, and pins each root. */
export const add: Command = async (node, { query, parts }) => {
  const options = addOptions(query)
  const onlyHash = query.boolean('only-hash', false)
  const wrap = query.boolean('wrap-with-directory', false)
  const pins = !onlyHash && query.boolean('pin', true)
  const progress = query.boolean('progress', false)
  const name = query.text('pin-name') ?? ''
  const store = onlyHash ? new BlackHoleBlockstore() : storeOf(node)

  const work = async (send: (event: AddEvent) => void) => {
    const source = candidates(parts(), progress ? send : () => {})
    for await (const result of importer(source, store, options)) {
      if (pins && isRoot(result, wrap)) await pin(node, result.cid, { name })
      send(entryOf(result))
    }
  }
  const run = async function* () {
    const events = channel<AddEvent>()
    const working = work(events.send).then(
      () => events.end(),
      (error) => events.end({ error }),
    )
    try {
      yield* events
    } finally {
      // A client may leave early: the lock is held until writing has ended.
      await working
    }
  }
  return { type: 'lines', values: holdingWrites(node.lock, run) }
}

function storeOf({ blocks }: IpfsNode): WritableStorage {
  return {
    put: async (cid, bytes) => {
      await blocks.put(cid, bytes as Uint8Array)
      return cid
    },
  }
}

async function* candidates(
  parts: AsyncIterable<Part>,
  send: (event: AddEvent) => void,
): AsyncGenerator<ImportCandidate> {
  for await (const { name, mediaType, content } of parts) {
    if (mediaType === 'application/x-directory') yield { path: name }
    else yield { path: name, content: counted(name, content, send) }
  }
}

async function* counted(
  name: string,
  content: AsyncIterable<Uint8Array>,
  send: (event: AddEvent) => void,
) {
  let bytes = 0
  let told = 0
  for await (const chunk of content) {
    bytes += chunk.length
    if (bytes - told >= PROGRESS_STEP) {
      send({ Name: name, Bytes: bytes })
      told = bytes
    }
    yield chunk
  }
  if (told < bytes) send({ Name: name, Bytes: bytes })
}

function isRoot({ path = '' }: ImportResult, wrap: boolean): boolean {
  return wrap ? path === '' : !path.includes('/')
}

function entryOf({ path, cid, size }: ImportResult): AddEvent {
  return { Name: path ?? '', Hash: cid.toString(), Size: String(size) }
}
