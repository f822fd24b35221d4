import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** What a command answers. */
export type Reply =
  | { readonly type: 'json'; readonly value: unknown }
  /** One JSON value a line, each sent as soon as it is there. */
  | { readonly type: 'lines'; readonly values: AsyncIterable<unknown> }
  | {
      readonly type: 'bytes'
      readonly mediaType: string
      /** Bytes in all, where they are known. */
      readonly length?: number | undefined
      readonly chunks: AsyncIterable<Uint8Array>
    }

/**
 * Sends a reply. What fails before the first byte rejects with the headers
 * unsent, so that the caller can answer with an error; what fails later breaks
 * the connection, so that nobody takes half an answer for a whole one.
 */
export async function sendReply(
  response: ServerResponse,
  reply: Reply,
): Promise<void> {
  if (reply.type === 'json') {
    response.setHeader('Content-Type', 'application/json')
    response.end(`${JSON.stringify(reply.value)}\n`)
    return
  }
  if (reply.type === 'lines') {
    await sendStream(response, linesOf(reply.values), {
      'Content-Type': 'application/json',
      'X-Chunked-Output': '1',
    })
    return
  }
  const { mediaType, length, chunks } = reply
  await sendStream(response, chunks, {
    'Content-Type': mediaType,
    'X-Stream-Output': '1',
    ...(length === undefined ? {} : { 'X-Content-Length': String(length) }),
  })
}

async function* linesOf(values: AsyncIterable<unknown>) {
  for await (const value of values) yield `${JSON.stringify(value)}\n`
}

/** Streams `chunks`, with the headers sent once the first one is there. */
export async function sendStream(
  response: ServerResponse,
  chunks: AsyncIterable<Uint8Array | string>,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const iterator = chunks[Symbol.asyncIterator]()
  const first = await iterator.next()
  for (const [name, value] of Object.entries(headers)) {
    response.setHeader(name, value)
  }
  const rest = { [Symbol.asyncIterator]: () => iterator }
  const source = first.done ? [] : resume(first.value, rest)
  await pipeline(Readable.from(source), response)
}

async function* resume<T>(first: T, rest: AsyncIterable<T>) {
  yield first
  yield* rest
}
