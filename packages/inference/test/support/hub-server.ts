import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type HttpServer, httpServer } from '../../../base/test/http-server.js'

/** The files of one commit. */
export type HubFiles = Readonly<Record<string, Uint8Array>>

/** One request for a file. */
export type FileExchange = {
  readonly path: string
  readonly content: Uint8Array
  /** First byte asked for, and the one behind the last. */
  readonly start: number
  readonly end: number
  /** How many requests for files came before. */
  readonly index: number
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** The honest answer. */
  readonly send: () => void
}

/** A server that answers as the hub does, on one repository, `owner/name`. */
export type HubServer = HttpServer & {
  /** The commit that `main` is at; tests move it. */
  main: string
}

export const FIRST = 'a'.repeat(40)
export const SECOND = 'b'.repeat(40)

/**
 * @param commits - Files by commit.
 * @param options - `answer` may answer a request for a file otherwise; `change`
 *   may change the listing.
 */
export async function hubServer(
  commits: Readonly<Record<string, HubFiles>>,
  options: {
    readonly answer?: (exchange: FileExchange) => void
    readonly change?: (listing: ReturnType<typeof listingOf>) => unknown
  } = {},
): Promise<HubServer> {
  const { answer = ({ send }) => send(), change = (listing) => listing } =
    options
  let index = 0
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? '', 'http://hub')
    const revision = /^\/api\/models\/owner\/name\/revision\/(.+)$/.exec(
      pathname,
    )?.[1]
    if (revision !== undefined) {
      const commit = revision === 'main' ? hub.main : revision
      const files = commits[commit]
      if (!files) return refuse(response, 404, 'RevisionNotFound')
      return response.end(JSON.stringify(change(listingOf(commit, files))))
    }
    const [, commit = '', path = ''] =
      /^\/owner\/name\/resolve\/([^/]+)\/(.+)$/.exec(pathname) ?? []
    const content = commits[commit]?.[decodeURIComponent(path)]
    if (!content) return refuse(response, 404, 'EntryNotFound')
    const [start, end] = rangeOf(request, content.length)
    const send = () => sendRange(response, content, start, end)
    answer({ path, content, start, end, index, request, response, send })
    index += 1
  }
  const hub: HubServer = { ...(await httpServer(handle)), main: FIRST }
  return hub
}

/** Ends the answer as the hub refuses. */
export function refuse(
  response: ServerResponse,
  status: number,
  code: string,
): void {
  response.writeHead(status, { 'x-error-code': code }).end()
}

/** Announces a range, and sends nothing of it. */
export function announce(
  response: ServerResponse,
  content: Uint8Array,
  start: number,
  end: number,
): void {
  response.writeHead(206, {
    'content-range': `bytes ${start}-${end - 1}/${content.length}`,
    'content-length': end - start,
  })
}

function sendRange(
  response: ServerResponse,
  content: Uint8Array,
  start: number,
  end: number,
): void {
  announce(response, content, start, end)
  response.end(content.subarray(start, end))
}

function rangeOf(request: IncomingMessage, size: number): [number, number] {
  const [, start = 0, last = size - 1] =
    /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
  return [Number(start), Math.min(Number(last) + 1, size)]
}

/** As the hub lists with `blobs=true`: sha-256 only of large files. */
function listingOf(commit: string, files: HubFiles) {
  const siblings = Object.entries(files).map(([rfilename, content]) => ({
    rfilename,
    size: content.length,
    ...(content.length < 1000
      ? {}
      : { lfs: { sha256: sha256(content), size: content.length } }),
  }))
  return { id: 'owner/name', sha: commit, siblings }
}

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
