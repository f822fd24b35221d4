import type { TransferProgress } from '@aichain/base'
import { InvalidArgumentError } from '@aichain/base'
import { ContentTamperedError } from '../../errors/content.js'
import type { FileSource, StoredFolder } from '../../ports/content-store.js'
import { folderProfile } from './folder-profile.js'
import { type Handover, handover } from './handover.js'
import { type FolderEntry, hashFolder } from './hash-folder.js'
import type { KuboClient } from './kubo-client.js'
import { kuboError } from './kubo-error.js'

type Files = Iterable<FileSource> | AsyncIterable<FileSource>
type OnProgress = (event: TransferProgress) => void

/**
 * Uploads a folder and hashes it on the way: the server's CIDs must be the ones
 * that were computed here.
 *
 * Errors: `InvalidArgumentError`, `ContentTamperedError`, those of
 * {@link kuboError}, and what the source throws, unchanged.
 *
 * @param store - Its name in errors.
 */
export async function putFolder(
  client: KuboClient,
  store: string,
  files: Files,
  options: {
    readonly signal: AbortSignal
    readonly onProgress?: OnProgress | undefined
  },
): Promise<StoredFolder> {
  const { signal, onProgress = () => {} } = options
  const hashed = handover<FolderEntry>()
  const expected = hashFolder(hashed)
  // Awaited below; until then its failure is nobody's.
  expected.catch(() => {})
  const source = inStep(files, hashed, onProgress)
  const given = new Map<string, string>()
  try {
    const results = client.addAll(source.files, { ...folderProfile, signal })
    for await (const { path, cid } of results) given.set(path, cid.toString())
  } catch (error) {
    hashed.end({ error })
    // The client hides what the source threw behind an abort of its own.
    const failure = source.failure()
    throw failure ? failure.error : kuboError({ store }, error)
  }
  return check(store, await expected, given)
}

/** The files for the upload; each chunk goes to the hashing first. */
function inStep(
  files: Files,
  hashed: Handover<FolderEntry>,
  onProgress: OnProgress,
) {
  const seen = new Set<string>()
  let failure: { readonly error: unknown } | undefined
  const observed = async function* <T>(source: AsyncIterable<T>) {
    try {
      yield* source
    } catch (error) {
      failure ??= { error }
      throw error
    }
  }
  const given = async function* (): AsyncGenerator<FolderEntry> {
    for await (const { path, content } of files) {
      checkPath(path, seen)
      const copy = handover<Uint8Array>()
      const handed = hashed.give({ path, content: copy })
      yield {
        path,
        content: observed(copying(path, content, copy, onProgress)),
      }
      await handed
    }
    hashed.end()
  }
  return { files: observed(given()), failure: () => failure }
}

async function* copying(
  path: string,
  content: FileSource['content'],
  copy: Handover<Uint8Array>,
  onProgress: OnProgress,
): AsyncGenerator<Uint8Array> {
  let bytes = 0
  try {
    for await (const chunk of chunksOf(content)) {
      await copy.give(chunk)
      yield chunk
      bytes += chunk.length
      onProgress({ type: 'transfer', path, bytes })
    }
  } finally {
    copy.end()
  }
}

async function* chunksOf(content: FileSource['content']) {
  if (content instanceof Uint8Array) yield content
  else yield* content
}

/** What is no plain relative path would land elsewhere, or twice. */
function checkPath(path: string, seen: Set<string>): void {
  const parts = path.split('/')
  const plain = parts.every((part) => !['', '.', '..'].includes(part))
  if (plain && !seen.has(path)) {
    seen.add(path)
    return
  }
  throw new InvalidArgumentError({
    argument: 'files',
    expected: 'files with plain relative paths, each path once',
    actual: path,
  })
}

function check(
  store: string,
  expected: StoredFolder,
  given: ReadonlyMap<string, string>,
): StoredFolder {
  const { root, files } = expected
  if (files.length === 0) {
    const expected = 'at least one file'
    const actual = 'none'
    throw new InvalidArgumentError({ argument: 'files', expected, actual })
  }
  for (const { path, cid } of [...files, { path: '', cid: root }]) {
    const other = given.get(path)
    if (other === cid) continue
    const answer = `for "${path}" it answered ${other ?? 'nothing'}`
    const reason = `${answer}: it lies, or lacks the profile unixfs-v1-2025`
    throw new ContentTamperedError({ cid, attempts: [{ store, reason }] })
  }
  return expected
}
