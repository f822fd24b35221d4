import type { CID } from 'multiformats/cid'
import { carOf, readCar } from '../dag/car.js'
import { resolvePath } from '../dag/path.js'
import { walkDag } from '../dag/walk.js'
import { wordsOf } from '../errors/words-of.js'
import type { Command } from './command.js'
import { holdingWrites } from './holding-writes.js'
import { pin } from './pinning.js'

/** Everything under a path, as a CAR archive. */
export const dagExport: Command = async ({ served }, { query }) => {
  const { cid } = await resolvePath(query.argument('root'), served)
  // Before the header goes out: an archive of nothing is an error.
  await served.get(cid)
  return {
    type: 'bytes',
    mediaType: 'application/vnd.ipld.car',
    chunks: carOf(cid, walkDag([cid], served)),
  }
}

/** Stores the blocks of CAR archives and pins their roots. */
export const dagImport: Command = async (node, { query, parts }) => {
  const pins = query.boolean('pin-roots', true)

  async function* run() {
    const roots: CID[] = []
    for await (const { content } of parts()) {
      const archive = await readCar(content)
      roots.push(...archive.roots)
      for await (const { cid, bytes } of archive.blocks) {
        await node.blocks.put(cid, bytes)
      }
    }
    for (const cid of pins ? roots : []) {
      const problem = await pin(node, cid).then(() => '', wordsOf)
      yield { Root: { Cid: { '/': cid.toString() }, PinErrorMsg: problem } }
    }
  }
  return { type: 'lines', values: holdingWrites(node.lock, run) }
}
