import { retry } from '@aichain/base'
import {
  ModelHubUnreachableError,
  ModelRepositoryNotFoundError,
} from '../../errors/hub.js'
import { askHub } from './ask-hub.js'
import { isModelPath } from './hub-names.js'
import type { HubRepository } from './hub-repository.js'
import { unreachableHub } from './unreachable-hub.js'

/** A file of a repository, as the hub lists it. */
export type ListedFile = {
  readonly path: string
  /** Bytes. */
  readonly size: number
  /** In lower-case hex; only of files that are stored outside of git. */
  readonly sha256: string | undefined
}

/** A repository at one commit. */
export type RepositoryListing = {
  readonly commit: string
  readonly files: ReadonlyMap<string, ListedFile>
}

/**
 * Asks the hub what is in a repository, and which commit its revision is.
 *
 * Errors: `ModelRepositoryNotFoundError`, `ModelAccessDeniedError`,
 * `ModelHubUnreachableError`.
 *
 * @see {@link https://huggingface.co/docs/hub/api}
 */
export async function listRepository(
  hub: HubRepository,
  signal: AbortSignal,
): Promise<RepositoryListing> {
  const { repository, revision } = hub
  const place = { hub: hub.address.url, repository }
  const path = `api/models/${repository}/revision/${encodeURIComponent(revision)}?blobs=true`
  const text = await retry(
    async () => {
      const response = await askHub(hub, path, {
        signal,
        notFound: (reason) =>
          new ModelRepositoryNotFoundError({ ...place, revision, reason }),
      })
      return await textOf(response, hub, signal)
    },
    { signal },
  )
  const listing = parseListing(text)
  if (listing) return listing
  const reason = 'what it answered is no list of a repository'
  throw new ModelHubUnreachableError({ ...place, reason })
}

async function textOf(
  response: Response,
  hub: HubRepository,
  signal: AbortSignal,
): Promise<string> {
  try {
    return await response.text()
  } catch (cause) {
    signal.throwIfAborted()
    throw unreachableHub(hub, cause)
  }
}

type Listing = { readonly sha?: unknown; readonly siblings?: unknown }

type Sibling = {
  readonly rfilename?: unknown
  readonly size?: unknown
  readonly lfs?: { readonly sha256?: unknown } | null
} | null

function parseListing(text: string): RepositoryListing | undefined {
  const { sha, siblings } = (parseJson(text) ?? {}) as Listing
  if (typeof sha !== 'string' || !/^[0-9a-f]{40}$/.test(sha)) return undefined
  if (!Array.isArray(siblings)) return undefined
  const files = siblings.map(parseFile)
  if (files.includes(undefined)) return undefined
  const entries = (files as ListedFile[])
    .filter(({ path }) => isModelPath(path))
    .map((file) => [file.path, file] as const)
  return { commit: sha, files: new Map(entries) }
}

function parseFile(sibling: Sibling): ListedFile | undefined {
  const { rfilename: path, size, lfs } = sibling ?? {}
  if (typeof path !== 'string') return undefined
  if (!Number.isSafeInteger(size) || (size as number) < 0) return undefined
  const sha256 = lfs?.sha256 ?? undefined
  if (sha256 !== undefined && !isSha256(sha256)) return undefined
  return { path, size: size as number, sha256 }
}

function isSha256(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
