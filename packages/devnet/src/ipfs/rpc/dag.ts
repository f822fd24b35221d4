import { CID } from 'multiformats/cid'
import { codecNamed, codecOf, hasherNamed } from '../dag/codecs.js'
import { resolvePath } from '../dag/path.js'
import { RequestError } from '../errors.js'
import type { Part } from '../http/multipart.js'
import type { Command } from './command.js'
import { pin } from './pinning.js'
import { readBlock } from './read-block.js'

/** A node, or a value inside it, in the codec that is asked for. */
export const dagGet: Command = async ({ served }, { query }) => {
  const output = codecNamed(query.text('output-codec') ?? 'dag-json')
  const path = query.argument('ref')
  const { cid, remainder } = await resolvePath(path, served)
  const codec = codecOf(cid)
  if (!codec) throw new RequestError(`no decoder registered for ${cid.code}`)
  const value = valueAt(codec.decode(await served.get(cid)), remainder)
  const bytes = output.encode(value)
  return {
    type: 'bytes',
    mediaType: 'text/plain',
    chunks: (async function* () {
      yield bytes
    })(),
  }
}

/** The path was resolved, so each key is there. */
function valueAt(node: unknown, keys: readonly string[]): unknown {
  return keys.reduce(
    (value, key) => (value as Record<string, unknown>)[key],
    node,
  )
}

/** Where a path leads: the last block, and what of the path is inside it. */
export const dagResolve: Command = async ({ served }, { query }) => {
  const path = query.argument('ref')
  const { cid, remainder } = await resolvePath(path, served)
  const rest = remainder.map((key) => `/${key}`).join('')
  return {
    type: 'json',
    value: { Cid: { '/': cid.toString() }, RemPath: rest },
  }
}

/** Stores nodes, translated from one codec to another. */
export const dagPut: Command = async (node, { query, parts }) => {
  const input = codecNamed(query.text('input-codec') ?? 'dag-json')
  const codec = codecNamed(query.text('store-codec') ?? 'dag-cbor')
  const hasher = hasherNamed(query.text('hash') ?? 'sha2-256')
  const pins = query.boolean('pin', false)
  const big = query.boolean('allow-big-block', false)

  const store = async ({ content }: Part) => {
    const given = await readBlock(content, big)
    const bytes = codec.encode(decode(input, given))
    const cid = CID.createV1(codec.code, await hasher.digest(bytes))
    await node.lock.write(async () => {
      await node.blocks.put(cid, bytes)
      if (pins) await pin(node, cid)
    })
    return { Cid: { '/': cid.toString() } }
  }
  return {
    type: 'lines',
    values: (async function* () {
      for await (const part of parts()) yield await store(part)
    })(),
  }
}

function decode(codec: ReturnType<typeof codecNamed>, bytes: Uint8Array) {
  try {
    return codec.decode(bytes)
  } catch (error) {
    throw new RequestError(`${codec.name}: ${(error as Error).message}`)
  }
}
