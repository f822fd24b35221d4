// What is asked of the RPC. Each step gives JSON; its errors are told as well.
import { CarBlockIterator } from '@ipld/car/iterator'
import { CID } from 'multiformats/cid'
import { extract } from 'tar-stream'
import {
  folder,
  manyFiles,
  missing,
  noise,
  profile,
  text,
} from './fixtures.mjs'

export async function all(source) {
  const items = []
  for await (const item of source) items.push(item)
  return items
}

export async function bytes(source) {
  return Buffer.concat(await all(source))
}

const entries = (added) =>
  added.map(({ path, cid, size }) => `${path} ${cid} ${size}`).sort()

const added = async (source, options) => entries(await all(source(options)))

async function readTar(source) {
  const unpack = extract()
  const files = []
  unpack.end(await bytes(source))
  for await (const entry of unpack) {
    const content = await bytes(entry)
    const { name, type, size, mode } = entry.header
    const kind = `${type} ${mode.toString(8)} ${size}`
    files.push(`${name} ${kind} ${content.toString('hex').slice(0, 40)}`)
  }
  return files.sort()
}

export async function readCar(source) {
  const car = await CarBlockIterator.fromIterable(source)
  const roots = (await car.getRoots()).map(String)
  const blocks = []
  for await (const { cid, bytes } of car) blocks.push(`${cid} ${bytes.length}`)
  return { roots, blocks }
}

/** Kubo pins it for the root of its mutable files, which we do not have. */
const EMPTY_FOLDER = 'QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn'

const pinned = async (client, options) =>
  (await all(client.pin.ls(options)))
    .filter(({ cid }) => `${cid}` !== EMPTY_FOLDER)
    .map(({ cid, type, name = '' }) => `${cid} ${type} ${name}`)
    .sort()

/** Stores what the steps read, and gives its CIDs. */
export async function prepare(client) {
  const put = async (files, options = profile) => {
    const results = await all(client.addAll(files, options))
    const find = (path) => `${results.find((entry) => entry.path === path).cid}`
    return { root: find(results.at(-1).path), find }
  }
  const pets = await put(folder())
  const options = { ...profile, chunker: 'size-1000', maxFileLinks: 3 }
  const unpinned = { ...profile, pin: false }
  const hello = `${await client.block.put(text('hello'), { pin: true })}`
  const object = await client.dag.put({ ...node(), link: CID.parse(hello) })
  return {
    hello,
    object: `${object}`,
    pets: pets.root,
    catText: pets.find('pets/cat.txt'),
    json: pets.find('pets/grüße & co.json'),
    large: (await put([{ path: 'b', content: noise(5 * 1024 * 1024) }])).root,
    tree: (await put([{ path: 'b', content: noise(40_000) }], options)).root,
    many: (await put(manyFiles(), unpinned)).root,
  }
}

const node = () => ({ title: 'a', list: [1, 2, { deep: true }] })

/** Steps that store, in order, since later ones read what they stored. */
const adding = {
  'add bytes': ({ client }) =>
    client.add(text('hello')).then((a) => entries([a])),
  'add nothing': ({ client }) => client.add(text('')).then((a) => entries([a])),
  'add with a path': ({ client }) =>
    added(
      (o) => client.addAll([{ path: 'h.txt', content: text('hello') }], o),
      { cidVersion: 1 },
    ),
  'add in a wrapper': ({ client }) =>
    added(
      (o) => client.addAll([{ path: 'h.txt', content: text('hello') }], o),
      {
        wrapWithDirectory: true,
      },
    ),
  'add three chunks, defaults': ({ client }) =>
    added(
      (o) => client.addAll([{ path: 'b', content: noise(600_000) }], o),
      {},
    ),
  'add raw leaves alone': ({ client }) =>
    added((o) => client.addAll([{ path: 'b', content: noise(600_000) }], o), {
      rawLeaves: true,
    }),
  'add raw leaves alone, one chunk': ({ client }) =>
    added((o) => client.addAll([{ path: 'b', content: text('b') }], o), {
      rawLeaves: true,
    }),
  'add an empty folder': ({ client }) =>
    added((o) => client.addAll([{ path: 'void' }], o), profile),
  'add an empty folder in a wrapper': ({ client }) =>
    added((o) => client.addAll([{ path: 'void' }], o), {
      wrapWithDirectory: true,
    }),
  'add two files without a wrapper': ({ client }) =>
    added(
      (o) =>
        client.addAll(
          [
            { path: 'one', content: text('1') },
            { path: 'two', content: text('2') },
          ],
          o,
        ),
      profile,
    ),
  'add version 1 alone': ({ client }) =>
    added((o) => client.addAll([{ path: 'b', content: noise(600_000) }], o), {
      cidVersion: 1,
    }),
  'add version 1 without raw leaves': ({ client }) =>
    added((o) => client.addAll([{ path: 'b', content: noise(600_000) }], o), {
      cidVersion: 1,
      rawLeaves: false,
    }),
  'add 5 MiB under the profile': ({ client }) =>
    added(
      (o) => client.addAll([{ path: 'b', content: noise(5 * 1024 * 1024) }], o),
      profile,
    ),
  'add a deep tree': ({ client }) =>
    added((o) => client.addAll([{ path: 'b', content: noise(40_000) }], o), {
      ...profile,
      chunker: 'size-1000',
      maxFileLinks: 3,
    }),
  'add a folder': ({ client }) =>
    added((o) => client.addAll(folder(), o), profile),
  'add a folder in a wrapper': ({ client }) =>
    added((o) => client.addAll(folder(), o), {
      ...profile,
      wrapWithDirectory: true,
    }),
  'add a folder, defaults': ({ client }) =>
    added((o) => client.addAll(folder(), o), {}),
  'add a sharded folder': async ({ client }) =>
    (
      await added((o) => client.addAll(manyFiles(), o), {
        ...profile,
        pin: false,
      })
    ).slice(0, 3),
  'add only to hash': async ({ client }) => {
    const { cid } = await client.add(text('never stored'), { onlyHash: true })
    return `${cid}`
  },
  'what was only hashed is absent': ({ client }) =>
    client.block.stat(
      CID.parse('QmTDBXqZMQWYT6unDcyDBZMuGDJ4xiGsRnXzJk4WYsDfKf'),
    ),
  'add tells its progress': async ({ client }) => {
    const last = {}
    const progress = (bytes, path) => {
      last[path] = bytes
    }
    const files = [
      { path: 'one', content: noise(700_000) },
      { path: 'two', content: text('x') },
    ]
    await all(client.addAll(files, { ...profile, progress }))
    return last
  },
  'add with an unknown chunker': ({ client }) =>
    client.add(text('x'), { chunker: 'bogus' }),
  'add with an unknown hash': ({ client }) =>
    client.add(text('x'), { hashAlg: 'bogus' }),
  'add with an unknown version': ({ client }) =>
    client.add(text('x'), { cidVersion: 7 }),
}

const reading = {
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
  'ls a sharded folder': async ({ client, at }) =>
    (await listed(client, at.many)).length,
  'ls what is missing': ({ client }) => listed(client, missing),
  'ls a path that is not there': ({ client, at }) =>
    listed(client, `${at.pets}/nope`),
  'resolve a path': ({ client, at }) =>
    client.resolve(`/ipfs/${at.pets}/deep/data.bin`),
  'resolve a CID': ({ client }) => client.resolve(`/ipfs/${missing}`),
  'resolve a path that is not there': ({ client, at }) =>
    client.resolve(`/ipfs/${at.pets}/nope`),
}

const listed = async (client, path) =>
  (await all(client.ls(path)))
    .map(
      ({ name, path, size, cid, type }) =>
        `${name} ${path} ${size} ${cid} ${type}`,
    )
    .sort()

const blocks = {
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
  'block get what is no CID': ({ client }) => client.block.get('notacid'),
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
  'block rm of what is missing': ({ client }) => removed(client, missing),
  'block rm of what is missing, forced': ({ client }) =>
    removed(client, missing, { force: true }),
}

const removed = async (client, cid, options) =>
  (await all(client.block.rm(CID.parse(cid), options))).map(
    // Of several roots that cover a block, any may be named.
    ({ cid, error }) =>
      `${cid} ${error?.message.replace(/via .*/, 'via') ?? ''}`,
  )

const dags = {
  'dag put': async ({ client, at }) =>
    `${await client.dag.put({ ...node(), link: CID.parse(at.hello) })}`,
  'dag put as dag-json, pinned': async ({ client }) =>
    `${await client.dag.put(node(), { storeCodec: 'dag-json', pin: true })}`,
  'dag put translated': async ({ client }) =>
    `${await client.dag.put(text('{"b":2,"a":1}'), { inputCodec: 'dag-json', storeCodec: 'dag-cbor' })}`,
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
  'dag import what is no archive': async ({ client }) => {
    const failed = await all(client.dag.import([text('no archive')])).catch(
      () => 'refused',
    )
    return failed
  },
}

const resolved = async (client, path) => {
  const { cid, remainderPath } = await client.dag.resolve(path)
  return `${cid} ${remainderPath}`
}

const pins = {
  'pin ls recursive': ({ client }) => pinned(client, { type: 'recursive' }),
  'pin ls indirect': async ({ client }) =>
    (await pinned(client, { type: 'indirect' })).length > 5,
  'pin ls with an unknown type': ({ client }) =>
    pinned(client, { type: 'bogus' }),
  'pin ls of a root': ({ client, at }) => pinned(client, { paths: [at.pets] }),
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

const upkeep = {
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

export const rpcSteps = {
  ...adding,
  ...reading,
  ...blocks,
  ...dags,
  ...pins,
  ...upkeep,
}
