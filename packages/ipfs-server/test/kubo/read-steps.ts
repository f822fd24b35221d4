import type { KuboRPCClient } from 'kubo-rpc-client'
import { missing, noise } from './fixtures.js'
import { all, bytes, readTar } from './read.js'
import type { Steps } from './step.js'

/** Steps that read files and folders. */
export const readSteps: Steps = {
  'cat a raw block': async ({ client, at }) =>
    `${await bytes(client.cat(at.hello))}`,
  'cat a file in a folder': async ({ client, at }) =>
    `${await bytes(client.cat(`${at.pets}/cat.txt`))}`,
  'cat a name with odd letters': async ({ client, at }) =>
    `${await bytes(client.cat(`/ipfs/${at.pets}/grüße & co.json`))}`,
  'cat an empty file': async ({ client, at }) =>
    (await bytes(client.cat(`${at.pets}/deep/empty.txt`))).length,
  'cat many chunks': async ({ client, at }) =>
    (await bytes(client.cat(at.large))).equals(
      Buffer.from(noise(5 * 1024 * 1024)),
    ),
  'cat a deep tree': async ({ client, at }) =>
    (await bytes(client.cat(at.tree))).equals(Buffer.from(noise(40_000))),
  'cat a part': async ({ client, at }) =>
    (
      await bytes(client.cat(at.large, { offset: 1_048_570, length: 20 }))
    ).toString('hex'),
  'cat from an offset': async ({ client, at }) =>
    `${await bytes(client.cat(at.hello, { offset: 2 }))}`,
  'cat beyond the end': async ({ client, at }) =>
    (await bytes(client.cat(at.hello, { offset: 99 }))).length,
  'cat no bytes': async ({ client, at }) =>
    (await bytes(client.cat(at.hello, { length: 0 }))).length,
  'cat from before the start': ({ client, at }) =>
    bytes(client.cat(at.hello, { offset: -1 })),
  'cat a folder': ({ client, at }) => bytes(client.cat(at.pets)),
  'cat a path that is not there': ({ client, at }) =>
    bytes(client.cat(`${at.pets}/nope`)),
  // Kubo's message tells of its own types; that it refuses is what counts.
  'cat a path through a file': ({ client, at }) =>
    bytes(client.cat(`${at.pets}/cat.txt/more`)).catch(({ name }) => name),
  'cat what is missing': ({ client }) =>
    bytes(client.cat(missing, { timeout: 2000 })),
  'cat what is no CID': ({ client }) => bytes(client.cat('notacid')),
  'cat a file of a sharded folder': async ({ client, at }) =>
    `${await bytes(client.cat(`${at.many}/${'123'.padStart(40, '0')}`))}`,
  'get a file': ({ client, at }) => readTar(client.get(at.hello)),
  'get a folder': ({ client, at }) => readTar(client.get(at.pets)),
  'get a path': ({ client, at }) => readTar(client.get(`${at.pets}/deep`)),
  'get what is missing': ({ client }) => bytes(client.get(missing)),
  'ls a folder': ({ client, at }) => listed(client, at.pets),
  'ls a folder in a folder': ({ client, at }) =>
    listed(client, `/ipfs/${at.pets}/deep`),
  'ls chunks': ({ client, at }) => listed(client, at.large),
  'ls a raw block': ({ client, at }) => listed(client, at.hello),
  'ls a file at a path': ({ client, at }) =>
    listed(client, `${at.pets}/cat.txt`),
  'ls a raw block at a path': ({ client, at }) =>
    listed(client, `/ipfs/${at.hello}`),
  'ls an empty folder at a path': ({ client, at }) =>
    listed(client, `${at.pets}/hollow`),
  'ls a sharded folder': async ({ client, at }) =>
    (await listed(client, at.many)).length,
  'ls what is missing': ({ client }) => listed(client, missing),
  'ls a path that is not there': ({ client, at }) =>
    listed(client, `${at.pets}/nope`),
  'stat of a raw block': ({ client, at }) => stat(client, `/ipfs/${at.hello}`),
  'stat of a large file': ({ client, at }) => stat(client, `/ipfs/${at.large}`),
  'stat of a deep tree': ({ client, at }) => stat(client, `/ipfs/${at.tree}`),
  'stat of a folder': ({ client, at }) => stat(client, `/ipfs/${at.pets}`),
  'stat of a path': ({ client, at }) =>
    stat(client, `/ipfs/${at.pets}/deep/data.bin`),
  'stat of a sharded folder': ({ client, at }) =>
    stat(client, `/ipfs/${at.many}`),
  'stat of a chunked file of version 0': async ({ client }) => {
    const { cid } = await client.add(noise(600_000))
    return stat(client, `/ipfs/${cid}`)
  },
  'stat of an object': ({ client, at }) => stat(client, `/ipfs/${at.object}`),
  'stat of what is missing': ({ client }) => stat(client, `/ipfs/${missing}`),
  'stat of a path that is not there': ({ client, at }) =>
    stat(client, `/ipfs/${at.pets}/nope`),
  'stat of a mutable file': ({ client }) => stat(client, '/nothing'),
  'stat of no path': ({ client }) => stat(client, 'nothing'),
  'resolve a path': ({ client, at }) =>
    client.resolve(`/ipfs/${at.pets}/deep/data.bin`),
  'resolve a CID': ({ client }) => client.resolve(`/ipfs/${missing}`),
  'resolve a path that is not there': ({ client, at }) =>
    client.resolve(`/ipfs/${at.pets}/nope`),
}

const stat = async (client: KuboRPCClient, path: string) => {
  const { cid, ...told } = await client.files.stat(path)
  return { cid: `${cid}`, ...told }
}

const listed = async (client: KuboRPCClient, path: string) =>
  (await all(client.ls(path)))
    .map(
      ({ name, path, size, cid, type }) =>
        `${name} ${path} ${size} ${cid} ${type}`,
    )
    .sort()
