import { exporter } from 'ipfs-unixfs-exporter'
import { resolvePath, storageOf } from '../dag/path.js'
import { tarOf } from '../dag/tar.js'
import type { Command } from './command.js'
import { refuseOptions } from './refuse-options.js'

/** A file or a folder, as a tar archive named by the last part of the path. */
export const get: Command = async ({ served }, { query }) => {
  refuseOptions(query, ['compress'])
  const path = query.argument('ipfs-path')
  const { cid } = await resolvePath(path, served)
  const entry = await exporter(cid, storageOf(served))
  const name = path.split('/').filter(Boolean).pop() ?? String(cid)
  return {
    type: 'bytes',
    mediaType: 'application/x-tar',
    chunks: tarOf(entry, name, served),
  }
}
