import type { IncomingMessage, ServerResponse } from 'node:http'
import { exporter } from 'ipfs-unixfs-exporter'
import { parsePath, resolvePath, storageOf } from '../dag/path.js'
import { BadRequestError, RequestError } from '../errors/request.js'
import { wordsOf } from '../errors/words-of.js'
import type { Handler } from '../http/listen.js'
import { sendStream } from '../http/reply.js'
import type { IpfsNode } from '../node/open-node.js'
import { SERVER_NAME } from '../node/server-name.js'
import type { Answer, ContentRequest } from './answer.js'
import { answerFile } from './file.js'
import { answerFolder } from './folder.js'
import { parseFormat } from './format.js'
import { RangeUnsatisfiableError } from './range.js'
import { answerRaw } from './raw.js'

/** The gateway is there to be read by every page. */
const CORS = {
  'Access-Control-Allow-Headers':
    'Content-Type, Range, User-Agent, X-Requested-With',
  'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers':
    'Content-Length, Content-Range, X-Chunked-Output, X-Ipfs-Path, X-Ipfs-Roots, X-Stream-Output',
}

/**
 * Answers `GET /ipfs/<cid>[/path]`: blocks that the client checks itself, and
 * files and folders for people.
 *
 * @see {@link https://specs.ipfs.tech/http-gateways/trustless-gateway/}
 * @see {@link https://specs.ipfs.tech/http-gateways/path-gateway/}
 */
export function gatewayHandler(node: IpfsNode): Handler {
  return async (request, response) => {
    response.setHeader('Server', SERVER_NAME)
    for (const [name, value] of Object.entries(CORS)) {
      response.setHeader(name, value)
    }
    try {
      await route(node, request, response)
    } catch (error) {
      fail(response, error)
    }
  }
}

async function route(
  node: IpfsNode,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET' } = request
  if (method === 'OPTIONS') {
    response.end()
    return
  }
  if (method !== 'GET' && method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD, OPTIONS')
    throw new RequestError(
      `Method ${method} not allowed: read only access`,
      405,
    )
  }
  const url = new URL(request.url ?? '/', 'http://localhost')
  if (!url.pathname.startsWith('/ipfs/')) {
    throw new RequestError('404 page not found', 404)
  }
  const answer = await answerPath(node, request, response, url)
  await send(response, answer, method === 'HEAD')
}

async function answerPath(
  node: IpfsNode,
  { headers }: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<Answer> {
  const path = decodePath(url.pathname)
  parsePath(path)
  response.setHeader('X-Ipfs-Path', headerText(path))
  const unresolved = (error: RequestError) => {
    const { status } = error
    if (status !== 404) throw error
    const words = `failed to resolve ${path}: ${wordsOf(error)}`
    throw new RequestError(words, status, error)
  }
  const resolved = await resolvePath(path, node.served).catch(unresolved)
  const flat = headers as ContentRequest['headers']
  const request = { path, resolved, url, headers: flat }
  const answer = await answerContent(node, request).catch(unresolved)
  const roots = resolved.roots.join(',')
  return { ...answer, headers: { ...answer.headers, 'X-Ipfs-Roots': roots } }
}

/** Headers carry bytes: the text's UTF-8, and nothing that would end a line. */
function headerText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out
  const printable = text.replace(/[\x00-\x1f\x7f]/g, encodeURIComponent)
  return Buffer.from(printable).toString('latin1')
}

async function answerContent(
  node: IpfsNode,
  request: ContentRequest,
): Promise<Answer> {
  const { format, negotiated } = parseFormat(request)
  if (format === 'raw') {
    const answer = await answerRaw(node, request)
    if (!negotiated) return answer
    const location = `${request.url.pathname}?format=${format}`
    const { headers } = answer
    return { ...answer, headers: { ...headers, 'Content-Location': location } }
  }
  const { cid } = request.resolved
  const entry = await exporter(cid, storageOf(node.served))
  return entry.type === 'directory'
    ? answerFolder(entry, request)
    : answerFile(entry, request)
}

function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    throw new BadRequestError(`invalid path "${pathname}": malformed escape`)
  }
}

async function send(
  response: ServerResponse,
  { status = 200, headers, body }: Answer,
  headersOnly: boolean,
): Promise<void> {
  response.statusCode = status
  if (!headersOnly) return sendStream(response, body, headers)
  for (const [name, value] of Object.entries(headers)) {
    response.setHeader(name, value)
  }
  response.end()
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const status = error instanceof RequestError ? error.status : 500
  if (error instanceof RangeUnsatisfiableError) {
    response.setHeader('Content-Range', `bytes */${error.size}`)
  }
  response.statusCode = status
  response.setHeader('Content-Type', 'text/plain; charset=utf-8')
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.end(`${wordsOf(error)}\n`)
}
