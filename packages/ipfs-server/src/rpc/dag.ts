import { CID } from 'multiformats/cid'
import { codecNamed, hasherNamed } from '../dag/codecs.js'
import { resolvePath } from '../dag/path.js'
import { RequestError } from '../errors/request.js'
import { wordsOf } from '../errors/words-of.js'
import type { Part } from '../http/multipart.js'
import type { Command } from './command.js'
import { pin } from './pinning.js'
import { readBlock } from './read-block.js'

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

  const store = async ({ content }: Part) => {
    const given = await readBlock(content, false)
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
    throw new RequestError(`${codec.name}: ${wordsOf(error)}`)
  }
}
