import type { CallOptions, Fetch, TransferProgress } from '@aichain/base'
import { blockDigest, storeAddress, withTimeout } from '@aichain/base'
import { ModelDownloadDamagedError } from '../../errors/hub.js'
import { ModelFileMissingError } from '../../errors/model.js'
import type { ModelFolder } from '../../ports/model-folder.js'
import { fetchPart } from './fetch-part.js'
import { checkRepository, checkRevision, checkToken } from './hub-names.js'
import type { HubRepository } from './hub-repository.js'
import {
  type ListedFile,
  listRepository,
  type RepositoryListing,
} from './list-repository.js'

/** Which repository to read, and where. */
export type HuggingFaceFolderOptions = {
  /** `owner/name`. */
  readonly repository: string
  /** A branch, tag or commit. Default `main`. */
  readonly revision?: string | undefined
  /** Address of the hub. Default `https://huggingface.co`. */
  readonly url?: string | undefined
  /** An access token, for gated and private repositories. Never in an error. */
  readonly token?: string | undefined
  /** Default: the platform's. */
  readonly fetch?: Fetch | undefined
}

/**
 * A repository of the Hugging Face Hub as a folder, in browsers and in Node.
 * The revision is resolved to a commit once, here; all files are read from that
 * commit, however its branch moves. Files are fetched when they are read, and
 * not kept. Names with a part that begins with a dot are left out.
 *
 * Broken connections are resumed where they broke. Lengths are always checked;
 * sha-256 only of files that are read whole and for which the hub lists it: those
 * outside of git, such as weights. So the hub, and whoever is between
 * it and you, is trusted with the parts of files: what is published afterwards
 * has CIDs to compare.
 *
 * `signal` and `timeout` are for this call; reads take their own. `onProgress`
 * hears of the reads, too: the bytes so far of a whole file, or of the part that
 * is asked for, and how many it will be.
 *
 * Tested against a server that answers as the hub's documentation says; the
 * public hub could not be reached from where it was tested.
 *
 * Errors: `InvalidArgumentError`, `ModelRepositoryNotFoundError`,
 * `ModelAccessDeniedError`, `ModelHubUnreachableError`; of reads the last two,
 * `ModelFileMissingError`, `ModelDownloadDamagedError` and
 * `ModelUnsupportedError` for what does not fit into memory.
 *
 * @see {@link https://huggingface.co/docs/hub/api}
 *
 * @example
 * ```ts
 * import { huggingFaceFolder } from '@aichain/inference/hub'
 * import { prepareLlamaModel } from '@aichain/inference/integer'
 *
 * const folder = await huggingFaceFolder(
 *   { repository: 'HuggingFaceTB/SmolLM2-135M-Instruct' },
 *   { onProgress: ({ path, bytes }) => console.log(path, bytes) },
 * )
 * const model = await prepareLlamaModel(folder)
 * ```
 */
export async function huggingFaceFolder(
  options: HuggingFaceFolderOptions,
  call: CallOptions<TransferProgress> = {},
): Promise<ModelFolder> {
  const hub = repositoryOf(options)
  const listing = await withTimeout(
    { ...call, operation: 'huggingFaceFolder' },
    (signal) => listRepository(hub, signal),
  )
  return folderOf(hub, listing, call.onProgress)
}

function repositoryOf(options: HuggingFaceFolderOptions): HubRepository {
  const { repository, revision = 'main', token } = options
  const { url = 'https://huggingface.co' } = options
  checkRepository(repository)
  checkRevision(revision)
  if (token !== undefined) checkToken(token)
  const address = storeAddress(url, 'url')
  const authorization = token && { authorization: `Bearer ${token}` }
  return {
    address: { ...address, headers: { ...address.headers, ...authorization } },
    repository,
    revision,
    // Called through the global, so that a page may replace it later.
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
  }
}

type OnProgress = CallOptions<TransferProgress>['onProgress']

function folderOf(
  hub: HubRepository,
  { commit, files }: RepositoryListing,
  onProgress: OnProgress,
): ModelFolder {
  const find = (path: string): ListedFile => {
    const file = files.get(path)
    if (file) return file
    throw new ModelFileMissingError({ path, purpose: 'the model' })
  }
  const fetching = async (
    file: ListedFile,
    [start, end]: readonly [number, number],
    signal: AbortSignal,
  ) => {
    const { path } = file
    const onBytes = (bytes: number) =>
      onProgress?.({ type: 'transfer', path, bytes, total: end - start })
    return await fetchPart({ hub, commit, file, start, end, signal, onBytes })
  }
  const operation = 'huggingFaceFolder'
  return {
    paths: [...files.keys()].sort(),
    read: async (path, options) =>
      await withTimeout({ ...options, operation }, async (signal) => {
        const file = find(path)
        const bytes = await fetching(file, [0, file.size], signal)
        await checkDigest(hub, file, bytes)
        return bytes
      }),
    readRange: async (path, start, end, options) =>
      await withTimeout({ ...options, operation }, async (signal) => {
        const file = find(path)
        const last = Math.max(start, Math.min(end, file.size))
        return await fetching(file, [start, last], signal)
      }),
  }
}

async function checkDigest(
  { address, repository }: HubRepository,
  { path, sha256 }: ListedFile,
  bytes: Uint8Array,
): Promise<void> {
  if (sha256 === undefined) return
  const digest = (await blockDigest(bytes)).slice(2)
  if (digest === sha256) return
  throw new ModelDownloadDamagedError({
    hub: address.url,
    repository,
    path,
    reason: `its sha-256 is ${digest}, on the list ${sha256}`,
  })
}
