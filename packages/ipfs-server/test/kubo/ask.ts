import { createHash } from 'node:crypto'

/** Headers that clients go by. */
const TOLD = [
  'accept-ranges',
  'access-control-allow-methods',
  'access-control-allow-origin',
  'allow',
  'cache-control',
  'content-disposition',
  'content-location',
  'content-range',
  'content-type',
  'etag',
  'location',
  'vary',
  'x-chunked-output',
  'x-content-length',
  'x-content-type-options',
  'x-ipfs-path',
  'x-ipfs-roots',
  'x-stream-output',
]

/** A request, and the headers of its answer that may differ. */
export type Question = RequestInit & { readonly without?: readonly string[] }

/** What a server answers: status, headers that count, and the body. */
export async function ask(
  url: string,
  { without = [], ...init }: Question = {},
) {
  const response = await fetch(url, { redirect: 'manual', ...init })
  const body = Buffer.from(await response.arrayBuffer())
  const headers: Record<string, string> = {}
  for (const name of TOLD) {
    const value = response.headers.get(name)
    if (value !== null && !without.includes(name)) headers[name] = value
  }
  return { status: response.status, headers, body: show(body) }
}

function show(body: Buffer): string {
  const text = body.toString()
  if (body.length < 400 && !text.includes('\u0000')) return text
  return `${body.length} ${createHash('sha256').update(body).digest('hex')}`
}
