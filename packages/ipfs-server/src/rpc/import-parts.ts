import {
  type ImportCandidate,
  type ImporterOptions,
  type ImportResult,
  importDirectory,
  importer,
  type WritableStorage,
} from 'ipfs-unixfs-importer'
import { RequestError } from '../errors/request.js'
import type { Part } from '../http/multipart.js'
import { queryOf } from '../http/query.js'
import { refuseOptions } from './refuse-options.js'

/** Where the files come from, and where their blocks go. */
export type ImportSource = {
  readonly parts: AsyncIterable<Part>
  readonly store: WritableStorage
  readonly options: ImporterOptions
  /** Told the bytes read of a file so far, every 256 KiB and at its end. */
  readonly onBytes: (path: string, bytes: number) => void
}

/** Bytes from one report to the next. */
const STEP = 256 * 1024

/**
 * Stores the files and folders of a body as UnixFS. Folders come after what
 * they hold, the root last; empty ones too, of which the importer tells few.
 */
export async function* importParts(
  source: ImportSource,
): AsyncGenerator<ImportResult, void, void> {
  const { store, options } = source
  const folders: string[] = []
  const files: string[] = []
  const empty: ImportResult[] = []

  const candidates = async function* (): AsyncGenerator<ImportCandidate> {
    for await (const candidate of readCandidates(source)) {
      const { path = '' } = candidate
      if ('content' in candidate) files.push(path)
      else folders.push(path)
      yield candidate
    }
    for (const path of withoutChildren(folders, files)) {
      empty.push(await importEmpty(path, source))
    }
  }
  const told = new Set<string | undefined>()
  for await (const result of importer(candidates(), store, options)) {
    for (const folder of empty.splice(0)) {
      told.add(folder.path)
      yield folder
    }
    if (!told.has(result.path)) yield result
  }
}

async function* readCandidates({
  parts,
  options,
  onBytes,
}: ImportSource): AsyncGenerator<ImportCandidate> {
  for await (const { name, mediaType, metadata, content } of parts) {
    // They are part of the file's CID, as they are in the query.
    refuseOptions(queryOf(metadata), ['mode', 'mtime'])
    if (mediaType === 'application/x-directory') {
      // It has none, but the next part comes only once it was read.
      for await (const _ of content);
      yield { path: name }
    } else if (name !== '') {
      yield { path: name, content: counted(name, content, onBytes) }
    } else if (options.wrapWithDirectory) {
      // Kubo names it by its CID, which the importer cannot know in time.
      throw new RequestError('a file in a wrapper needs a name here')
    } else {
      yield { content: counted(name, content, onBytes) }
    }
  }
}

async function* counted(
  name: string,
  content: AsyncIterable<Uint8Array>,
  onBytes: ImportSource['onBytes'],
) {
  let bytes = 0
  let told = 0
  for await (const chunk of content) {
    bytes += chunk.length
    if (bytes - told >= STEP) {
      onBytes(name, bytes)
      told = bytes
    }
    yield chunk
  }
  if (told < bytes) onBytes(name, bytes)
}

function withoutChildren(
  folders: readonly string[],
  files: readonly string[],
): string[] {
  const parents = new Set(
    [...folders, ...files].map((path) =>
      path.slice(0, Math.max(0, path.lastIndexOf('/'))),
    ),
  )
  return folders.filter((path) => !parents.has(path))
}

async function importEmpty(
  path: string,
  { store, options }: ImportSource,
): Promise<ImportResult> {
  const bare = { ...options, wrapWithDirectory: false }
  return { ...(await importDirectory({ path: 'empty' }, store, bare)), path }
}
