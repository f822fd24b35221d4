import { CID } from 'multiformats/cid'
import { codecNamed, hasherNamed } from '../dag/codecs.js'
import { resolvePath } from '../dag/path.js'
import { RequestError } from '../errors/request.js'
import { wordsOf } from '../errors/words-of.js'
import type { Part } from '../http/multipart.js'
import type { Query } from '../http/query.js'
import type { IpfsNode } from '../node/open-node.js'
import type { Command } from './command.js'
import { coveredBlocks, pin } from './pinning.js'
import { readBlock } from './read-block.js'

/** The bytes of a block. */
export const blockGet: Command = async ({ served }, { query }) => {
  const { cid } = await resolvePath(query.argument('cid'), served)
  const bytes = await served.get(cid)
  return {
    type: 'bytes',
    mediaType: 'application/vnd.ipld.raw',
    chunks: (async function* () {
      yield bytes
    })(),
  }
}

/** The size of a block. */
export const blockStat: Command = async ({ served }, { query }) => {
  const { cid } = await resolvePath(query.argument('cid'), served)
  const { length } = await served.get(cid)
  return { type: 'json', value: { Key: cid.toString(), Size: length } }
}

/** Stores blocks as they come. */
export const blockPut: Command = async (node, { query, parts }) => {
  const makeCid = cidMaker(query)
  const pins = query.boolean('pin', false)
  const big = query.boolean('allow-big-block', false)

  const store = async (part: Part) => {
    const bytes = await readBlock(part.content, big)
    const cid = await makeCid(bytes)
    await node.lock.write(async () => {
      await node.blocks.put(cid, bytes)
      if (pins) await pin(node, cid)
    })
    return { Key: cid.toString(), Size: bytes.length }
  }
  return {
    type: 'lines',
    values: (async function* () {
      for await (const part of parts()) yield await store(part)
    })(),
  }
}

/**
 * Names of codecs that the deprecated option `format` still knows. Where it
 * fails with `dag-pb`, kubo-rpc-client asks once more with `protobuf`, and
 * shows only the second answer.
 */
const OLD_FORMATS: Readonly<Record<string, string>> = {
  v0: 'dag-pb',
  protobuf: 'dag-pb',
  cbor: 'dag-cbor',
}

function cidMaker(query: Query): (bytes: Uint8Array) => Promise<CID> {
  const format = query.text('format')
  const name = format ?? query.text('cid-codec') ?? 'raw'
  const codec = codecNamed((format && OLD_FORMATS[format]) ?? name)
  const hasher = hasherNamed(query.text('mhtype') ?? 'sha2-256')
  return async (bytes) => {
    const digest = await hasher.digest(bytes)
    return format === 'v0'
      ? CID.createV0(digest as Parameters<typeof CID.createV0>[0])
      : CID.createV1(codec.code, digest)
  }
}

/**
 * Removes blocks that no pin covers, and says of each why not, if not. Told to
 * be quiet, it says nothing of those that are gone.
 */
export const blockRm: Command = async (node, { query }) => {
  query.argument('cid')
  const force = query.boolean('force', false)
  const quiet = query.boolean('quiet', false)
  const cids = query.args.map(parseBlockCid)
  return {
    type: 'lines',
    values: (async function* () {
      for (const cid of cids) {
        const reason = await node.lock.collect(() => remove(node, cid, force))
        if (reason === undefined && quiet) continue
        yield { Hash: cid.toString(), ...(reason && { Error: reason }) }
      }
    })(),
  }
}

function parseBlockCid(text: string): CID {
  try {
    return CID.parse(text)
  } catch (error) {
    throw new RequestError(`invalid cid: ${wordsOf(error)}`)
  }
}

/** @returns Why the block stays, if it does. */
async function remove(
  node: IpfsNode,
  cid: CID,
  force: boolean,
): Promise<string | undefined> {
  for await (const covered of coveredBlocks(node)) {
    if (!covered.cid.equals(cid)) continue
    const { root } = covered
    const type = node.pins.get(root)?.type
    return root.equals(cid) ? `pinned: ${type}` : `pinned via ${root}`
  }
  if (!force && !(await node.blocks.has(cid))) {
    return `ipld: could not find ${cid}`
  }
  await node.blocks.remove(cid)
  return undefined
}
