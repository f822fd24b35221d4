import { createHash } from 'node:crypto'
import { exporter, walkPath } from 'ipfs-unixfs-exporter'
import type { CID } from 'multiformats/cid'
import { carOf } from '../dag/car.js'
import { storageOf } from '../dag/path.js'
import { type Block, walkDag } from '../dag/walk.js'
import { BadRequestError } from '../errors.js'
import type { IpfsNode } from '../node.js'
import {
  type Answer,
  attachment,
  type ContentRequest,
  IMMUTABLE,
  isKnown,
  notModified,
} from './answer.js'

type Served = IpfsNode['served']

const SCOPES = ['block', 'entity', 'all']

/**
 * A CAR archive of the blocks that prove the path and, by `dag-scope`, of the
 * last block, of the file or folder it begins, or of all that is under it.
 *
 * @see {@link https://specs.ipfs.tech/http-gateways/trustless-gateway/}
 */
export async function answerCar(
  { served }: IpfsNode,
  request: ContentRequest,
): Promise<Answer> {
  const { cid, roots } = request.resolved
  const scope = request.url.searchParams.get('dag-scope') ?? 'all'
  if (!SCOPES.includes(scope)) {
    throw new BadRequestError(
      'unsupported application/vnd.ipld.car scope parameter',
    )
  }
  const hash = createHash('sha256').update(`${request.path}?${scope}`)
  const tag = `W/"${roots[0]}.car.${hash.digest('hex').slice(0, 16)}"`
  if (isKnown(request, tag)) return notModified(tag)
  // Before the header goes out: an archive of nothing is an error.
  await served.get(cid)
  return {
    headers: {
      'Accept-Ranges': 'none',
      'Cache-Control': IMMUTABLE,
      'Content-Disposition': attachment(`${nameOf(request)}.car`),
      'Content-Type': 'application/vnd.ipld.car; version=1; order=dfs; dups=n',
      Etag: tag,
      'X-Content-Type-Options': 'nosniff',
    },
    body: carOf(cid, blocksOf(request, scope, served)),
  }
}

function nameOf({ path }: ContentRequest): string {
  return path.split('/').slice(2).filter(Boolean).join('_')
}

async function* blocksOf(
  { path, resolved: { cid } }: ContentRequest,
  scope: string,
  served: Served,
): AsyncGenerator<Block> {
  const seen = new Set<string>()
  const steps = walkPath(path, storageOf(served), { yieldSubShards: true })
  for await (const step of steps) {
    if (step.cid.equals(cid) || seen.has(step.cid.toString())) continue
    seen.add(step.cid.toString())
    yield { cid: step.cid, bytes: await served.get(step.cid) }
  }
  if (scope === 'all' || (await isWholeEntity(cid, scope, served))) {
    yield* walkDag([cid], served, seen)
  } else {
    yield { cid, bytes: await served.get(cid) }
  }
}

/** A file is all its chunks; a folder is its own block. */
async function isWholeEntity(
  cid: CID,
  scope: string,
  served: Served,
): Promise<boolean> {
  if (scope !== 'entity') return false
  const entry = await exporter(cid, storageOf(served))
  return entry.type !== 'directory'
}
