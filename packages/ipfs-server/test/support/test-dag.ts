import { importer } from 'ipfs-unixfs-importer'
import { CID } from 'multiformats/cid'
import { type Blocks, openBlocks } from '../../src/storage/blocks.js'

/** A folder in memory, for tests. */
export type TestDag = {
  readonly blocks: Blocks
  /** The CID of a path, `''` for the root. */
  readonly cid: (path: string) => CID
}

/** Stores these files, by path, under the profile `unixfs-v1-2025`. */
export async function testDag(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<TestDag> {
  const blocks = await openBlocks()
  const store = {
    put: async (cid: CID, bytes: unknown) => {
      await blocks.put(cid, bytes as Uint8Array)
      return cid
    },
  }
  const source = Object.entries(files).map(([path, content]) => ({
    path,
    content: Buffer.from(content as Uint8Array),
  }))
  const cids = new Map<string, CID>()
  const options = {
    profile: 'unixfs-v1-2025',
    wrapWithDirectory: true,
  } as const
  for await (const { path = '', cid } of importer(source, store, options)) {
    cids.set(path, cid)
  }
  return { blocks, cid: (path) => CID.asCID(cids.get(path)) as CID }
}
