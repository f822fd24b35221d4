import type { BlockRmOptions, KuboRPCClient } from 'kubo-rpc-client'
import { CID } from 'multiformats/cid'
import { missing, noise, text } from './fixtures.js'
import { all } from './read.js'
import type { Steps } from './step.js'

/** Steps that store, read and remove blocks. */
export const blockSteps: Steps = {
  'block put': async ({ client }) => `${await client.block.put(text('hello'))}`,
  'block put raw, pinned': async ({ client }) =>
    `${await client.block.put(text('{"a":1}'), { format: 'raw', mhtype: 'sha2-256', pin: true })}`,
  'block put version 0': async ({ client }) =>
    `${await client.block.put(Buffer.from('0a02080112001800', 'hex').subarray(0, 4), { format: 'v0' })}`,
  'block put dag-pb': async ({ client }) =>
    `${await client.block.put(Buffer.from('0a020801', 'hex'), { format: 'dag-pb' })}`,
  'block put sha2-512': async ({ client }) =>
    `${await client.block.put(text('x'), { mhtype: 'sha2-512' })}`,
  'block put with an unknown hash': ({ client }) =>
    client.block.put(text('x'), { mhtype: 'bogus' }),
  'block put with an unknown codec': ({ client }) =>
    client.block.put(text('x'), { format: 'bogus' }),
  'block put 2 MiB and a byte': ({ client }) =>
    client.block.put(noise(2 * 1024 * 1024 + 1)),
  'block put 2 MiB': async ({ client }) =>
    `${await client.block.put(noise(2 * 1024 * 1024))}`,
  'block get': async ({ client, at }) =>
    `${Buffer.from(await client.block.get(CID.parse(at.hello)))}`,
  'block get of a folder': async ({ client, at }) =>
    Buffer.from(await client.block.get(CID.parse(at.pets))).toString('hex'),
  'block get what is missing': ({ client }) =>
    client.block.get(CID.parse(missing), { timeout: 2000 }),
  'block get what is no CID': ({ client }) =>
    client.block.get('notacid' as never),
  'block stat': ({ client, at }) => client.block.stat(CID.parse(at.hello)),
  'block stat of what is missing': ({ client }) =>
    client.block.stat(CID.parse(missing)),
  'block rm of what a pin covers': ({ client, at }) =>
    removed(client, at.catText),
  'block rm of a pinned root': ({ client, at }) => removed(client, at.pets),
  'block rm': async ({ client }) => {
    const cid = await client.block.put(text('to be removed'))
    return {
      removed: await removed(client, `${cid}`),
      left: await client.block.stat(cid),
    }
  },
  'block rm of two, quietly': async ({ client, at }) => {
    const cid = await client.block.put(text('to be removed as well'))
    const cids = [cid, CID.parse(at.pets)]
    const told = await all(client.block.rm(cids, { quiet: true }))
    return told.map(({ cid, error }) => `${cid} ${error?.message}`)
  },
  'block rm of what is missing': ({ client }) => removed(client, missing),
  'block rm of what is missing, forced': ({ client }) =>
    removed(client, missing, { force: true }),
}

const removed = async (
  client: KuboRPCClient,
  cid: string,
  options?: BlockRmOptions,
) =>
  (await all(client.block.rm(CID.parse(cid), options))).map(
    // Of several roots that cover a block, any may be named.
    ({ cid, error }) =>
      `${cid} ${error?.message.replace(/via .*/, 'via') ?? ''}`,
  )
