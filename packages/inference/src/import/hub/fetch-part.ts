import { retry, streamChunks } from '@aichain/base'
import { ModelDownloadDamagedError } from '../../errors/hub.js'
import {
  ModelFileMissingError,
  ModelUnsupportedError,
} from '../../errors/model.js'
import { askHub } from './ask-hub.js'
import { pathInUrl } from './hub-names.js'
import type { HubRepository } from './hub-repository.js'
import type { ListedFile } from './list-repository.js'
import { unreachableHub } from './unreachable-hub.js'

/** What is to be fetched, and how. */
export type PartRequest = {
  readonly hub: HubRepository
  readonly commit: string
  readonly file: ListedFile
  /** First byte. */
  readonly start: number
  /** Behind the last byte; not behind the end of the file. */
  readonly end: number
  readonly signal: AbortSignal
  /** Told how many bytes are there after each chunk. */
  readonly onBytes: (bytes: number) => void
}

/**
 * Fetches a part of a file. A connection that breaks is resumed at the byte
 * where it broke, as long as each of four tries in a row brings any.
 *
 * Errors: `ModelFileMissingError`, `ModelAccessDeniedError`,
 * `ModelHubUnreachableError`, `ModelDownloadDamagedError`, and
 * `ModelUnsupportedError` for what does not fit into memory.
 */
export async function fetchPart(request: PartRequest): Promise<Uint8Array> {
  const { start, end, signal } = request
  const bytes = allocate(request)
  let filled = 0
  while (filled < end - start) {
    filled = await retry(() => fetchMore(request, bytes, filled), { signal })
  }
  return bytes
}

function allocate({ start, end, file }: PartRequest): Uint8Array {
  try {
    return new Uint8Array(end - start)
  } catch (cause) {
    throw new ModelUnsupportedError({
      reason: `${end - start} bytes do not fit into memory at once`,
      remedy: 'Read the file in parts, or choose a smaller model.',
      path: file.path,
      cause,
    })
  }
}

/**
 * One connection's worth; how much of `bytes` is filled then. Broken without a
 * new byte it throws, so that the next try waits.
 */
async function fetchMore(
  request: PartRequest,
  bytes: Uint8Array,
  filled: number,
): Promise<number> {
  const { hub, file, end, signal, onBytes } = request
  const offset = request.start + filled
  const response = await ask(request, offset)
  let position = response.status === 206 ? offset : 0
  let length = filled
  try {
    for await (const chunk of bodyOf(response)) {
      const wanted = chunk.subarray(Math.max(0, offset - position))
      position += chunk.length
      if (position > file.size) throw damagedSize(request, position)
      const part = wanted.subarray(0, bytes.length - length)
      bytes.set(part, length)
      length += part.length
      if (part.length > 0) onBytes(length)
      // Of a whole file the end is awaited, in case that more comes.
      if (length === bytes.length && end < file.size) return length
    }
  } catch (cause) {
    signal.throwIfAborted()
    if (cause instanceof ModelDownloadDamagedError) throw cause
    if (length > filled) return length
    throw unreachableHub(hub, cause)
  }
  // The answer was whole. A server may send less of a range than was asked for.
  if (length === bytes.length) return length
  if (response.status === 206 && length > filled) return length
  throw damagedSize(request, position)
}

async function ask(request: PartRequest, offset: number): Promise<Response> {
  const { hub, commit, file, end, signal } = request
  const url = `${hub.repository}/resolve/${commit}/${pathInUrl(file.path)}`
  const response = await askHub(hub, url, {
    // Also of whole files: to ranges nobody applies a compression.
    headers: { range: `bytes=${offset}-${end - 1}` },
    signal,
    notFound: () =>
      new ModelFileMissingError({ path: file.path, purpose: 'the model' }),
  })
  const problem = problemOf(response, offset, file)
  if (problem === undefined) return response
  // Nothing of it is wanted; a failure to say so changes nothing.
  await response.body?.cancel().catch(() => {})
  throw damaged(request, problem)
}

/** Why a partial answer does not belong to the file, or not to `offset`. */
function problemOf(
  { status, headers }: Response,
  offset: number,
  { size }: ListedFile,
): string | undefined {
  if (status === 416) return `the hub has no byte ${offset} of ${size}`
  const range = status === 206 ? headers.get('content-range') : null
  // A browser may hide the header.
  if (range === null) return undefined
  const isRight =
    range.startsWith(`bytes ${offset}-`) &&
    (range.endsWith(`/${size}`) || range.endsWith('/*'))
  return isRight ? undefined : `the hub sent '${range}' of ${size} bytes`
}

async function* bodyOf(response: Response): AsyncGenerator<Uint8Array> {
  if (response.body) yield* streamChunks(response.body)
}

function damaged(
  { hub, file }: PartRequest,
  reason: string,
): ModelDownloadDamagedError {
  const { path } = file
  const { address, repository } = hub
  return new ModelDownloadDamagedError({
    hub: address.url,
    repository,
    path,
    reason,
  })
}

function damagedSize(
  request: PartRequest,
  size: number,
): ModelDownloadDamagedError {
  const listed = request.file.size
  return damaged(request, `it has ${listed} bytes, but ${size} arrived`)
}
