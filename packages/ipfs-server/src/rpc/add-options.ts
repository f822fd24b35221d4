import type { ImporterOptions } from 'ipfs-unixfs-importer'
import { fixedSize } from 'ipfs-unixfs-importer/chunker'
import { balanced } from 'ipfs-unixfs-importer/layout'
import { RequestError } from '../errors/request.js'
import type { Query } from '../http/query.js'
import { refuseOptions } from './refuse-options.js'

/** What would change the CID, or the pin, in a way that is not followed here. */
const UNSUPPORTED = [
  'fscache',
  'inline',
  'max-directory-links',
  'max-hamt-fanout',
  'mode',
  'mtime',
  'nocopy',
  'pin-name',
  'preserve-mode',
  'preserve-mtime',
  'to-files',
  'trickle',
]

/** Kubo's limit: a block and its framing must fit into 2 MiB. */
const MAXIMUM_CHUNK = 2 * 1024 * 1024 - 256

/**
 * The importer's options for an `add` request, with Kubo's defaults, which are
 * those of the profile `unixfs-v0-2015`.
 *
 * @see {@link https://specs.ipfs.tech/ipips/ipip-0499/}
 */
export function addOptions(query: Query): ImporterOptions {
  refuseOptions(query, UNSUPPORTED)
  const hash = query.text('hash') ?? 'sha2-256'
  if (hash !== 'sha2-256') {
    throw new RequestError(`unrecognized hash function: "${hash}"`)
  }
  const cidVersion = cidVersionOf(query)
  return {
    cidVersion,
    rawLeaves: query.boolean('raw-leaves', cidVersion === 1),
    chunker: fixedSize({ chunkSize: chunkSize(query.text('chunker')) }),
    layout: balanced({
      maxChildrenPerNode: query.integer('max-file-links') ?? 174,
    }),
    wrapWithDirectory: query.boolean('wrap-with-directory', false),
    shardSplitStrategy: 'links-bytes',
    // The files of a multipart body can only be read one after the other.
    fileImportConcurrency: 1,
    // The importer collects so many chunks in memory before it stores them.
    blockWriteConcurrency: 8,
  }
}

function cidVersionOf(query: Query): 0 | 1 {
  const version = query.integer('cid-version') ?? 0
  if (version === 0 || version === 1) return version
  throw new RequestError(`unknown CID version: ${version}`)
}

function chunkSize(chunker = 'size-262144'): number {
  const [, digits] = /^size-(\d+)$/.exec(chunker) ?? []
  if (digits === undefined) {
    throw new RequestError(`unrecognized chunker option: ${chunker}`)
  }
  const size = Number(digits)
  if (size > 0 && size <= MAXIMUM_CHUNK) return size
  throw new RequestError(`chunker size must be 1 to ${MAXIMUM_CHUNK} bytes`)
}
