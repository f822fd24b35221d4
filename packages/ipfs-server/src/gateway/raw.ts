import type { IpfsNode } from '../node/open-node.js'
import {
  type Answer,
  attachment,
  bytesOf,
  type ContentRequest,
  IMMUTABLE,
  isKnown,
  notModified,
} from './answer.js'
import { parseRange } from './range.js'

/** One block as it is, for clients that check it themselves. */
export async function answerRaw(
  { served }: IpfsNode,
  request: ContentRequest,
): Promise<Answer> {
  const { cid } = request.resolved
  const tag = `"${cid}.raw"`
  if (isKnown(request, tag)) return notModified(tag)
  const bytes = await served.get(cid)
  const range = parseRange(request.headers.range, bytes.length)
  const part = range ? bytes.subarray(range.start, range.end) : bytes
  return {
    ...(range && { status: 206 }),
    headers: {
      'Accept-Ranges': 'bytes',
      'Cache-Control': IMMUTABLE,
      'Content-Disposition': attachment(`${cid}.bin`),
      'Content-Length': String(part.length),
      'Content-Type': 'application/vnd.ipld.raw',
      Etag: tag,
      'X-Content-Type-Options': 'nosniff',
      ...(range && {
        'Content-Range': `bytes ${range.start}-${range.end - 1}/${bytes.length}`,
      }),
    },
    body: bytesOf(part),
  }
}
