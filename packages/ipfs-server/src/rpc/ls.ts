import { exporter, type UnixFSEntry } from 'ipfs-unixfs-exporter'
import type { CID } from 'multiformats/cid'
import { sizeOf } from '../dag/content.js'
import { resolvePath, storageOf } from '../dag/path.js'
import type { IpfsNode } from '../node/open-node.js'
import type { Command } from './command.js'

type Served = IpfsNode['served']

/** Kubo's numbers for what a link leads to. */
const FOLDER = 1
const FILE = 2
const SYMLINK = 4

/** The entries of folders, or the chunks of files. */
export const ls: Command = async ({ served }, { query }) => {
  query.argument('ipfs-path')
  const objects: unknown[] = []
  for (const path of query.args) objects.push(await listing(path, served))
  return { type: 'json', value: { Objects: objects } }
}

async function listing(path: string, served: Served) {
  const { cid } = await resolvePath(path, served)
  const entry = await exporter(cid, storageOf(served))
  const links: unknown[] = []
  for await (const { name, cid: target } of namedLinks(entry)) {
    links.push(await linkOf(name, target, served))
  }
  return { Hash: path, Links: links }
}

async function* namedLinks(
  entry: UnixFSEntry,
): AsyncGenerator<{ readonly name: string; readonly cid: CID }> {
  if (entry.type === 'directory') yield* entry.entries()
  if (entry.type !== 'file') return
  for (const { Name, Hash } of entry.node.Links) {
    yield { name: Name ?? '', cid: Hash }
  }
}

async function linkOf(name: string, cid: CID, served: Served) {
  const target = await exporter(cid, storageOf(served))
  return {
    Name: name,
    Hash: cid.toString(),
    Size: target.type === 'file' || target.type === 'raw' ? sizeOf(target) : 0,
    Type: typeOf(target),
    Target: '',
    Mode: 0,
    ModTime: '0001-01-01T00:00:00Z',
  }
}

function typeOf(entry: UnixFSEntry): number {
  if (entry.type === 'directory') return FOLDER
  const symlink = entry.type === 'file' && entry.unixfs.type === 'symlink'
  return symlink ? SYMLINK : FILE
}
