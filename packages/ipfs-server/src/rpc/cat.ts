import { exporter } from 'ipfs-unixfs-exporter'
import { asFile, contentOf, sizeOf } from '../dag/content.js'
import { resolvePath, storageOf } from '../dag/path.js'
import { RequestError } from '../errors/request.js'
import type { Command } from './command.js'

/** The content of a file, or a part of it. */
export const cat: Command = async ({ served }, { query }) => {
  const path = query.argument('ipfs-path')
  const offset = query.integer('offset') ?? 0
  if (offset < 0) throw new RequestError('cannot specify negative offset')
  const limit = query.integer('length') ?? Number.POSITIVE_INFINITY
  if (limit < 0) throw new RequestError('cannot specify negative length')

  const { cid } = await resolvePath(path, served)
  const entry = asFile(await exporter(cid, storageOf(served)))
  const size = sizeOf(entry)
  const start = Math.min(offset, size)
  const end = Math.min(size, start + limit)
  return {
    type: 'bytes',
    mediaType: 'text/plain',
    length: end - start,
    chunks: contentOf(entry, start, end),
  }
}
