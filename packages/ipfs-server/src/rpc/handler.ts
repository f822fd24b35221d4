import type { IncomingMessage, ServerResponse } from 'node:http'
import { BadRequestError } from '../errors/request.js'
import { StorageFailedError, StorageFullError } from '../errors/storage.js'
import { wordsOf } from '../errors/words-of.js'
import type { Handler } from '../http/listen.js'
import { readParts } from '../http/multipart.js'
import { isAllowed, type OriginRule } from '../http/origin.js'
import { queryOf } from '../http/query.js'
import { sendReply } from '../http/reply.js'
import type { IpfsNode } from '../node/open-node.js'
import { SERVER_NAME } from '../node/server-name.js'
import { id, version } from './about.js'
import { add } from './add.js'
import { blockGet, blockPut, blockRm, blockStat } from './block.js'
import { cat } from './cat.js'
import type { Command } from './command.js'
import { dagPut, dagResolve } from './dag.js'
import { dagExport, dagImport } from './dag-car.js'
import { filesStat } from './files-stat.js'
import { get } from './get.js'
import { ls } from './ls.js'
import { pinAdd, pinRm } from './pin.js'
import { pinLs } from './pin-ls.js'
import { repoGc, repoStat } from './repo.js'
import { resolve } from './resolve.js'

const commands: ReadonlyMap<string, Command> = new Map([
  ['add', add],
  ['block/get', blockGet],
  ['block/put', blockPut],
  ['block/rm', blockRm],
  ['block/stat', blockStat],
  ['cat', cat],
  ['dag/export', dagExport],
  ['dag/import', dagImport],
  ['dag/put', dagPut],
  ['dag/resolve', dagResolve],
  ['files/stat', filesStat],
  ['get', get],
  ['id', id],
  ['ls', ls],
  ['pin/add', pinAdd],
  ['pin/ls', pinLs],
  ['pin/rm', pinRm],
  ['repo/gc', repoGc],
  ['repo/stat', repoStat],
  ['resolve', resolve],
  ['version', version],
])

/** Every command that is answered. */
export const commandNames: readonly string[] = [...commands.keys()]

type StorageFailure = StorageFullError | StorageFailedError
type OnStorageFailure = (error: StorageFailure) => void

const STREAM_HEADERS = 'X-Stream-Output, X-Chunked-Output, X-Content-Length'

/**
 * Answers `POST /api/v0/<command>` as Kubo does.
 *
 * @see {@link https://docs.ipfs.tech/reference/kubo/rpc/}
 */
export function rpcHandler(
  node: IpfsNode,
  rule: OriginRule,
  onStorageFailure: OnStorageFailure = () => {},
): Handler {
  return async (request, response) => {
    response.setHeader('Server', SERVER_NAME)
    response.setHeader('Vary', 'Origin')
    if (request.method === 'OPTIONS') {
      preflight(request, response, rule)
    } else if (request.method !== 'POST') {
      response.setHeader('Allow', 'OPTIONS, POST')
      refuse(response, 405, '405 - Method Not Allowed')
    } else if (!isAllowed(request, rule)) {
      refuse(response, 403, '403 - Forbidden')
    } else {
      allowOrigin(request, response)
      await run(node, request, response, onStorageFailure)
    }
  }
}

async function run(
  node: IpfsNode,
  request: IncomingMessage,
  response: ServerResponse,
  onStorageFailure: OnStorageFailure,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const command = commands.get(url.pathname.replace(/^\/api\/v0\//, ''))
  if (!command) return refuse(response, 404, '404 page not found')
  try {
    const query = queryOf(url.searchParams)
    const parts = () => readParts(request)
    await sendReply(response, await command(node, { query, parts }))
  } catch (error) {
    if (isStorageFailure(error)) onStorageFailure(error)
    fail(response, error)
  }
}

function isStorageFailure(error: unknown): error is StorageFailure {
  return (
    error instanceof StorageFullError || error instanceof StorageFailedError
  )
}

/** Kubo says everything but a malformed request with 500 and an object. */
function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  // A full disk in the system's words: clients know them and not ours.
  const message =
    error instanceof StorageFullError
      ? 'no space left on device: the block was not stored'
      : wordsOf(error)
  if (error instanceof BadRequestError) {
    refuse(response, 400, message)
    return
  }
  response.statusCode = 500
  response.setHeader('Content-Type', 'application/json')
  const value = { Message: message, Code: 0, Type: 'error' }
  response.end(`${JSON.stringify(value)}\n`)
}

function refuse(
  response: ServerResponse,
  status: number,
  message: string,
): void {
  response.statusCode = status
  response.setHeader('Content-Type', 'text/plain; charset=utf-8')
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.end(`${message}\n`)
}

function allowOrigin(
  { headers: { origin } }: IncomingMessage,
  response: ServerResponse,
): void {
  if (origin !== undefined) {
    response.setHeader('Access-Control-Allow-Origin', origin)
  }
  response.setHeader('Access-Control-Allow-Headers', STREAM_HEADERS)
  response.setHeader('Access-Control-Expose-Headers', STREAM_HEADERS)
}

function preflight(
  { headers }: IncomingMessage,
  response: ServerResponse,
  rule: OriginRule,
): void {
  const { origin, 'access-control-request-headers': wanted } = headers
  if (origin !== undefined && rule(origin)) {
    response.setHeader('Access-Control-Allow-Origin', origin)
    response.setHeader('Access-Control-Allow-Methods', 'POST')
    if (wanted) response.setHeader('Access-Control-Allow-Headers', wanted)
  }
  if (origin === undefined) response.setHeader('Allow', 'OPTIONS, POST')
  response.statusCode = 204
  response.end()
}
