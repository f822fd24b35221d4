import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { asyncQueue } from '@aichain/base'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import { BadRequestError } from '../errors/request.js'
import { wordsOf } from '../errors/words-of.js'

/** One file, or folder, of a `multipart/form-data` body. */
export type Part = {
  /** Decoded file name; may hold slashes, may be empty. */
  readonly name: string
  readonly mediaType: string
  /** What the client wants recorded of a file, such as `mode` and `mtime`. */
  readonly metadata: URLSearchParams
  readonly content: AsyncIterable<Uint8Array>
}

/**
 * The parts of a body as they arrive. Nothing is held in memory beyond a
 * buffer: the next part comes once the content of the one before was read.
 * Leaving the loop early drops the rest of the body.
 */
export async function* readParts(
  request: IncomingMessage,
): AsyncGenerator<Part, void, void> {
  const parser = openParser(request)
  const parts = asyncQueue<Part>()
  let open: Readable | undefined
  const fail = (reason: unknown) => {
    const error = badBody(reason)
    parts.fail(error)
    open?.destroy(error)
  }

  parser.on('file', (field, stream, filename, _encoding, mediaType) => {
    open = stream
    const content = readContent(stream)
    const name = decodeName(filename)
    parts.push({ name, mediaType, metadata: metadataOf(field), content })
  })
  parser.on('finish', () => parts.end())
  parser.on('error', fail)
  request.on('error', fail)
  request.on('close', () => {
    if (!request.complete) fail('the connection was closed')
  })
  request.pipe(parser)

  try {
    yield* parts
  } finally {
    request.unpipe(parser)
    open?.resume()
    request.resume()
  }
}

async function* readContent(stream: AsyncIterable<Uint8Array>) {
  try {
    yield* stream
  } catch (error) {
    throw error instanceof BadRequestError ? error : badBody(error)
  }
}

function openParser(request: IncomingMessage): BusboyInstance {
  const { 'content-type': type = '' } = request.headers
  if (!type.startsWith('multipart/form-data')) {
    throw new BadRequestError("file argument 'path' is required")
  }
  try {
    return new Busboy({
      headers: { ...request.headers, 'content-type': type },
      preservePath: true,
      isPartAFile: () => true,
    })
  } catch (error) {
    throw badBody(error)
  }
}

function badBody(reason: unknown): BadRequestError {
  return new BadRequestError(
    `the multipart body cannot be read: ${wordsOf(reason)}`,
  )
}

/** Clients of Kubo write it behind the name of the field: `file?mode=0644`. */
function metadataOf(field: string): URLSearchParams {
  return new URLSearchParams(field.split('?')[1] ?? '')
}

/** Clients of Kubo percent-encode the path; others send it as it is. */
function decodeName(name: string | undefined): string {
  try {
    return decodeURIComponent(name ?? '')
  } catch {
    return name ?? ''
  }
}
