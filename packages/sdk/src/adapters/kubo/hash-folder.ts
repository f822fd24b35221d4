import type { Cid } from '@aichain/base'
import { importer } from 'ipfs-unixfs-importer'
import type { StoredFile, StoredFolder } from '../../ports/content-store.js'

/** A file whose content can be read once. */
export type FolderEntry = {
  readonly path: string
  readonly content: AsyncIterable<Uint8Array>
}

/** The CIDs of a folder under the profile `unixfs-v1-2025`; nothing is stored. */
export async function hashFolder(
  files: AsyncIterable<FolderEntry>,
): Promise<StoredFolder> {
  const entries = importer(files, nowhere, {
    profile: 'unixfs-v1-2025',
    wrapWithDirectory: true,
    // The files come one after the other, each once.
    fileImportConcurrency: 1,
    // The importer collects so many chunks in memory before it hashes them.
    blockWriteConcurrency: 8,
  })
  const stored: StoredFile[] = []
  let root = '' as Cid
  for await (const { path = '', cid, unixfs, size } of entries) {
    const text = cid.toString() as Cid
    if (path === '') root = text
    if (path === '' || unixfs?.isDirectory()) continue
    stored.push({ path, cid: text, size: Number(unixfs?.fileSize() ?? size) })
  }
  stored.sort((one, other) => (one.path < other.path ? -1 : 1))
  return { root, files: stored }
}

const nowhere = {
  put: async <T>(cid: T) => cid,
}
