import { exporter, type UnixFSEntry } from 'ipfs-unixfs-exporter'
import { sizeOf } from '../dag/content.js'
import { resolvePath, storageOf } from '../dag/path.js'
import { RequestError } from '../errors/request.js'
import type { Command } from './command.js'
import { refuseOptions } from './refuse-options.js'

/**
 * What a path leads to, and how large it is. There are no mutable files here,
 * so only paths that begin with `/ipfs/` exist; kubo-rpc-client asks about one
 * when it lists a path without links.
 */
export const filesStat: Command = async ({ served }, { query }) => {
  refuseOptions(query, ['with-local'])
  const path = query.argument('path')
  if (!path.startsWith('/')) {
    throw new RequestError('paths must start with a leading slash')
  }
  if (!path.startsWith('/ipfs/')) {
    throw new RequestError('file does not exist')
  }
  const { cid } = await resolvePath(path, served)
  const { length } = await served.get(cid)
  const entry = await exporter(cid, storageOf(served))
  if (entry.type === 'object') {
    throw new RequestError('not unixfs node (proto or raw)')
  }
  const links = linksOf(entry)
  return {
    type: 'json',
    value: {
      Hash: cid.toString(),
      Size: entry.type === 'directory' ? 0 : sizeOf(entry),
      CumulativeSize: links.reduce((sum, { Tsize = 0 }) => sum + Tsize, length),
      Blocks: links.length,
      Type: entry.type === 'directory' ? 'directory' : 'file',
    },
  }
}

function linksOf(entry: UnixFSEntry) {
  return entry.type === 'file' || entry.type === 'directory'
    ? entry.node.Links
    : []
}
