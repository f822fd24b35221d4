import type { AddResult } from 'kubo-rpc-client'
import { CID } from 'multiformats/cid'
import { folder, manyFiles, noise, profile, text } from './fixtures.js'
import { all } from './read.js'
import type { Steps } from './step.js'

const entries = (added: readonly AddResult[]) =>
  added.map(({ path, cid, size }) => `${path} ${cid} ${size}`).sort()

const added = async (
  source: (options: object) => AsyncIterable<AddResult>,
  options: object,
) => entries(await all(source(options)))

/** Steps that store, in order, since later ones read what they stored. */
export const addSteps: Steps = {
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
    const last: Record<string, number> = {}
    const progress = (bytes: number, path = '') => {
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
    client.add(text('x'), { cidVersion: 7 as never }),
}
