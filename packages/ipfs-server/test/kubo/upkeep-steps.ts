import { CID } from 'multiformats/cid'
import { text } from './fixtures.js'
import { all } from './read.js'
import type { Steps } from './step.js'

/** Steps about the whole repository and the server; the last ones collect. */
export const upkeepSteps: Steps = {
  'a collection takes what no pin covers': async ({ client, at }) => {
    const cid = await client.block.put(text('litter'))
    const keys = (await all(client.repo.gc())).map(({ cid }) => `${cid}`)
    const kept = await client.block.stat(CID.parse(at.catText))
    return { took: keys.includes(`${cid}`), kept: kept.size }
  },
  'what was collected is absent': ({ client, at }) =>
    client.block.stat(CID.parse(at.many)),
  'repo stat': async ({ client }) =>
    Object.keys(await client.repo.stat()).sort(),
  id: async ({ client }) => {
    const { id, publicKey, addresses } = await client.id()
    return { kind: `${id}`.slice(0, 8), key: publicKey.length, addresses }
  },
  version: async ({ client }) => (await client.version()).version,
}
