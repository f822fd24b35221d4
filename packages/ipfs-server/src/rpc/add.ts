import { asyncQueue } from '@aichain/base'
import { BlackHoleBlockstore } from 'blockstore-core/black-hole'
import type { ImportResult, WritableStorage } from 'ipfs-unixfs-importer'
import type { IpfsNode } from '../node/open-node.js'
import { addOptions } from './add-options.js'
import type { Command } from './command.js'
import { holdingWrites } from './holding-writes.js'
import { importParts } from './import-parts.js'
import { pin } from './pinning.js'

/** A line of the answer: bytes read of a file so far, or an entry stored. */
type AddEvent =
  | { readonly Name: string; readonly Bytes: number }
  | { readonly Name: string; readonly Hash: string; readonly Size: string }

/** Stores files and folders as UnixFS, and pins each root. */
export const add: Command = async (node, { query, parts }) => {
  const options = addOptions(query)
  const onlyHash = query.boolean('only-hash', false)
  const wrap = query.boolean('wrap-with-directory', false)
  const pins = !onlyHash && query.boolean('pin', true)
  const progress = query.boolean('progress', false)
  const store = onlyHash ? new BlackHoleBlockstore() : storeOf(node)

  const work = async (send: (event: AddEvent) => void) => {
    const onBytes = (path: string, bytes: number) => {
      if (progress) send({ Name: path, Bytes: bytes })
    }
    const source = { parts: parts(), store, options, onBytes }
    for await (const result of importParts(source)) {
      if (pins && isRoot(result, wrap)) await pin(node, result.cid)
      send(entryOf(result))
    }
  }
  const run = async function* () {
    const events = asyncQueue<AddEvent>()
    const working = work(events.push).then(events.end, events.fail)
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

function isRoot({ path = '' }: ImportResult, wrap: boolean): boolean {
  return wrap ? path === '' : !path.includes('/')
}

/** A wrapper is named by nothing, a file without a name by its CID. */
function entryOf({ path, cid, size }: ImportResult): AddEvent {
  const hash = cid.toString()
  return { Name: path ?? hash, Hash: hash, Size: String(size) }
}
