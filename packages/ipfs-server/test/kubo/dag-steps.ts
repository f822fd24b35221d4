import type { KuboRPCClient } from 'kubo-rpc-client'
import { CID } from 'multiformats/cid'
import { missing, text } from './fixtures.js'
import { node } from './prepare.js'
import { all, bytes, readCar } from './read.js'
import type { Steps } from './step.js'

/** Steps about objects, and about archives. */
export const dagSteps: Steps = {
  'dag put': async ({ client, at }) =>
    `${await client.dag.put({ ...node(), link: CID.parse(at.hello) })}`,
  'dag put as dag-json, pinned': async ({ client }) =>
    `${await client.dag.put(node(), { storeCodec: 'dag-json', pin: true })}`,
  'dag put translated': async ({ client }) =>
    `${await client.dag.put(text('{"b":2,"a":1}'), { inputCodec: 'dag-json', storeCodec: 'dag-cbor' })}`,
  'dag put under another hash': async ({ client }) =>
    `${await client.dag.put(node(), { hashAlg: 'sha2-512' })}`,
  'dag get': async ({ client, at }) =>
    `${JSON.stringify((await client.dag.get(CID.parse(at.object))).value)}`,
  'dag get a path': async ({ client, at }) =>
    (await client.dag.get(CID.parse(at.object), { path: '/list/2/deep' }))
      .value,
  'dag get what is missing': ({ client }) => client.dag.get(CID.parse(missing)),
  'dag resolve a key': async ({ client, at }) =>
    resolved(client, `${at.object}/title`),
  'dag resolve a link': async ({ client, at }) =>
    resolved(client, `${at.object}/link`),
  'dag resolve a path on its own': async ({ client, at }) => {
    const options = { path: 'list/2' }
    const { cid, remainderPath } = await client.dag.resolve(at.object, options)
    return `${cid} ${remainderPath}`
  },
  'dag resolve a file': async ({ client, at }) =>
    resolved(client, `${at.pets}/deep/data.bin`),
  'dag resolve a path that is not there': async ({ client, at }) =>
    resolved(client, `${at.pets}/nope`),
  'cat through an object': async ({ client, at }) =>
    `${await bytes(client.cat(`${at.object}/link`))}`,
  'cat an object': ({ client, at }) => bytes(client.cat(at.object)),
  'dag export': ({ client, at }) =>
    readCar(client.dag.export(CID.parse(at.pets))),
  'dag export a file': ({ client, at }) =>
    readCar(client.dag.export(CID.parse(at.large))),
  'dag export what is missing': ({ client }) =>
    bytes(client.dag.export(CID.parse(missing))),
  'dag import': async ({ client, at }) => {
    const car = await bytes(client.dag.export(CID.parse(at.pets)))
    const roots = await all(client.dag.import([car]))
    return roots.map(({ root }) => `${root.cid} ${root.pinErrorMsg}`)
  },
  'dag import without pins': async ({ client, at }) => {
    const car = await bytes(client.dag.export(CID.parse(at.pets)))
    return all(client.dag.import([car], { pinRoots: false }))
  },
  'dag import what is no archive': async ({ client }) => {
    const failed = await all(client.dag.import([text('no archive')])).catch(
      () => 'refused',
    )
    return failed
  },
}

const resolved = async (client: KuboRPCClient, path: string) => {
  const { cid, remainderPath } = await client.dag.resolve(path)
  return `${cid} ${remainderPath}`
}
