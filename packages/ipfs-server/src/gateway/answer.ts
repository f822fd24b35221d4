import type { Resolved } from '../dag/path.js'

/** What the gateway answers when all went well. */
export type Answer = {
  readonly status?: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: AsyncIterable<Uint8Array | string>
}

/** A request for what is under a resolved path. */
export type ContentRequest = {
  /** As it was asked for, decoded: `/ipfs/<cid>/a/b`. */
  readonly path: string
  readonly resolved: Resolved
  readonly url: URL
  readonly headers: Readonly<Record<string, string | undefined>>
}

/** Content under a CID never changes. */
export const IMMUTABLE = 'public, max-age=29030400, immutable'

/** Offers the content as a file. */
export function attachment(name: string): string {
  return disposition('attachment', name)
}

/** `filename*` holds the name whole, `filename` what every client can read. */
export function disposition(
  type: 'inline' | 'attachment',
  name: string,
): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\]/g, '_')
  const encoded = encodeURIComponent(name)
  return `${type}; filename="${plain}"; filename*=UTF-8''${encoded}`
}

/** Whether the client already has the content under this tag. */
export function isKnown(
  { headers }: Pick<ContentRequest, 'headers'>,
  tag: string,
): boolean {
  const known = headers['if-none-match'] ?? ''
  const tags = known.split(',').map((entry) => entry.trim().replace(/^W\//, ''))
  return tags.includes('*') || tags.includes(tag.replace(/^W\//, ''))
}

/** The client has it. */
export function notModified(tag: string): Answer {
  return {
    status: 304,
    headers: { 'Cache-Control': IMMUTABLE, Etag: tag },
    body: bytesOf(),
  }
}

/** Some chunks as a body. */
export async function* bytesOf(...chunks: (Uint8Array | string)[]) {
  yield* chunks
}
