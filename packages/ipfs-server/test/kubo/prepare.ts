import type { KuboRPCClient } from 'kubo-rpc-client'
import { CID } from 'multiformats/cid'
import {
  type Entry,
  folder,
  manyFiles,
  noise,
  profile,
  text,
} from './fixtures.js'
import { all } from './read.js'
import type { Prepared } from './step.js'

/** An object without links. */
export const node = () => ({ title: 'a', list: [1, 2, { deep: true }] })

/** Stores what the steps read, and gives its CIDs. */
export async function prepare(client: KuboRPCClient): Promise<Prepared> {
  const put = async (files: Entry[], options: object = profile) => {
    const results = await all(client.addAll(files, options))
    const find = (path: string) =>
      `${results.find((entry) => entry.path === path)?.cid}`
    return { root: find(results.at(-1)?.path ?? ''), find }
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
