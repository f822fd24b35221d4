import { exporter, type UnixFSEntry } from 'ipfs-unixfs-exporter'
import { pack } from 'tar-stream'
import type { Blocks } from '../storage/blocks.js'
import { asFile, contentOf, sizeOf } from './content.js'
import { storageOf } from './path.js'

type Served = Pick<Blocks, 'get'>
type Archive = ReturnType<typeof pack>

/** A file, or a folder with all that is in it, as a tar archive. */
export async function* tarOf(
  entry: UnixFSEntry,
  name: string,
  served: Served,
): AsyncGenerator<Uint8Array, void, void> {
  const archive = pack()
  const writing = writeEntry(archive, entry, name, served).then(
    () => archive.finalize(),
    (error) => archive.destroy(error),
  )
  try {
    yield* archive
  } finally {
    archive.destroy()
    await writing
  }
}

async function writeEntry(
  archive: Archive,
  entry: UnixFSEntry,
  name: string,
  served: Served,
): Promise<void> {
  if (entry.type !== 'directory') return writeFile(archive, entry, name)
  archive.entry({ name, type: 'directory', mode: 0o755 })
  for await (const link of entry.entries()) {
    const child = await exporter(link.cid, storageOf(served))
    await writeEntry(archive, child, `${name}/${link.name}`, served)
  }
}

async function writeFile(
  archive: Archive,
  entry: UnixFSEntry,
  name: string,
): Promise<void> {
  const file = asFile(entry)
  const sink = archive.entry({ name, size: sizeOf(file), mode: 0o644 })
  for await (const chunk of contentOf(file)) {
    if (sink.write(chunk)) continue
    await new Promise<void>((resolve) => {
      sink.once('drain', resolve)
      // The reader has gone: nobody will drain it any more.
      sink.once('close', resolve)
    })
    if (sink.destroyed) return
  }
  sink.end()
}
