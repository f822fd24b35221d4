import type { KuboRPCClient, PinLsOptions } from 'kubo-rpc-client'
import { missing, text } from './fixtures.js'
import { all } from './read.js'
import type { Steps } from './step.js'

/** Steps that pin, list pins and take them away. */
export const pinSteps: Steps = {
  'pin ls recursive': ({ client }) => pinned(client, { type: 'recursive' }),
  'pin ls indirect': async ({ client }) =>
    (await pinned(client, { type: 'indirect' })).length > 5,
  'pin ls with an unknown type': ({ client }) =>
    pinned(client, { type: 'bogus' as never }),
  'pin ls of a root': ({ client, at }) => pinned(client, { paths: [at.pets] }),
  'pin ls of two roots': ({ client, at }) =>
    pinned(client, { paths: [at.pets, at.hello] }),
  'pin ls of what nothing pins': ({ client }) =>
    pinned(client, { paths: [missing] }),
  'pin add': async ({ client }) => {
    const cid = await client.block.put(text('pinned alone'))
    return {
      pin: `${await client.pin.add(cid, { name: 'mine' })}`,
      is: await pinned(client, { paths: [cid] }),
    }
  },
  'pin ls by name': ({ client }) => pinned(client, { name: 'mine' }),
  'pin ls with names': async ({ client }) =>
    (await pinned(client, { names: true, type: 'recursive' })).filter((line) =>
      line.endsWith('mine'),
    ),
  'pin add direct': async ({ client, at }) => {
    await client.pin.add(at.object, { recursive: false })
    return pinned(client, { type: 'direct' })
  },
  'pin add direct what is pinned recursively': ({ client, at }) =>
    client.pin.add(at.pets, { recursive: false }),
  'pin add a path': async ({ client, at }) =>
    `${await client.pin.add(`${at.pets}/deep`)}`,
  'pin add what is missing': ({ client }) =>
    client.pin.add(missing, { timeout: 2000 }),
  'pin rm': async ({ client, at }) =>
    `${await client.pin.rm(at.object, { recursive: false })}`,
  'pin rm again': ({ client, at }) => client.pin.rm(at.object),
  'pin rm of what nothing pins': ({ client }) => client.pin.rm(missing),
  'pin rm of what a root covers': ({ client, at }) => client.pin.rm(at.catText),
}

/** Kubo pins it for the root of its mutable files, which we do not have. */
const EMPTY_FOLDER = 'QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn'

const pinned = async (client: KuboRPCClient, options: PinLsOptions) =>
  (await all(client.pin.ls(options)))
    .filter(({ cid }) => `${cid}` !== EMPTY_FOLDER)
    .map(({ cid, type, name = '' }) => `${cid} ${type} ${name}`)
    .sort()
