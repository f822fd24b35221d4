import type { UnixFSEntry } from 'ipfs-unixfs-exporter'
import { asFile, contentOf, type FileEntry, sizeOf } from '../dag/content.js'
import {
  type Answer,
  type ContentRequest,
  disposition,
  IMMUTABLE,
  isKnown,
  notModified,
} from './answer.js'
import { contentType } from './content-type.js'
import { parseRange } from './range.js'

/** As much of a file as tells its media type; a document is shorter. */
const BEGINNING = 1024 * 1024

/** The content of a file, for browsers and for those who trust the gateway. */
export async function answerFile(
  found: UnixFSEntry,
  request: ContentRequest,
): Promise<Answer> {
  const entry = asFile(found)
  const tag = `"${entry.cid}"`
  if (isKnown(request, tag)) return notModified(tag)
  const size = sizeOf(entry)
  const range = parseRange(request.headers.range, size)
  const { start, end } = range ?? { start: 0, end: size }
  return {
    ...(range && { status: 206 }),
    headers: {
      'Accept-Ranges': 'bytes',
      'Cache-Control': IMMUTABLE,
      'Content-Length': String(end - start),
      'Content-Type': await typeOf(entry, request, size),
      Etag: tag,
      ...dispositionOf(request),
      ...(range && { 'Content-Range': `bytes ${start}-${end - 1}/${size}` }),
    },
    body: contentOf(entry, start, end),
  }
}

async function typeOf(
  entry: FileEntry,
  { path, url }: ContentRequest,
  size: number,
): Promise<string> {
  const name = url.searchParams.get('filename') ?? path
  const chunks: Uint8Array[] = []
  for await (const chunk of contentOf(entry, 0, Math.min(size, BEGINNING))) {
    chunks.push(chunk)
  }
  return contentType(name, Buffer.concat(chunks), size <= BEGINNING)
}

function dispositionOf({ url }: ContentRequest): Record<string, string> {
  const name = url.searchParams.get('filename')
  const download = url.searchParams.get('download') === 'true'
  if (name === null && !download) return {}
  const type = download ? 'attachment' : 'inline'
  return { 'Content-Disposition': disposition(type, name ?? '') }
}
