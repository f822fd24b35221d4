import { defineError } from '@aichain/base'

/** A repository of a model hub, and the hub. */
type RepositoryPlace = {
  /** Address of the hub, without credentials. */
  readonly hub: string
  /** `owner/name`. */
  readonly repository: string
}

/**
 * The hub has no such repository, or no such revision of it.
 *
 * Why: the name or the revision is mistyped, or the repository was renamed,
 * deleted or made private. Check both on the hub's site; for a private
 * repository, pass a `token`.
 */
export class ModelRepositoryNotFoundError extends /* @__PURE__ */ defineError<
  RepositoryPlace & {
    readonly revision: string
    /** What the hub said. */
    readonly reason: string
  }
>()({
  code: 'model-repository-not-found',
  message: ({ repository, revision }) =>
    `The hub has no '${repository}' at '${revision}'.`,
  remedy: 'Check the name and the revision, or pass a token.',
  facts: ({ hub, repository, revision, reason }) => ({
    hub,
    repository,
    revision,
    reason,
  }),
}) {}

/**
 * The hub does not let this caller read the repository.
 *
 * Why: it is gated or private, and no `token` was passed, or the token's
 * account may not read it. The public hub says the same of repositories that do
 * not exist. Accept the model's terms on the hub's site where it has some, and
 * pass a `token` that may read it.
 */
export class ModelAccessDeniedError extends /* @__PURE__ */ defineError<
  RepositoryPlace & {
    /** What the hub said. */
    readonly reason: string
  }
>()({
  code: 'model-access-denied',
  message: ({ repository }) => `The hub denies access to '${repository}'.`,
  remedy:
    "Check the name, accept the model's terms on the hub, and pass a token that may read it.",
  facts: ({ hub, repository, reason }) => ({ hub, repository, reason }),
}) {}

/**
 * The hub failed to answer, or answered as no hub would.
 *
 * It was asked several times. Why: the network is down, the address is wrong,
 * the hub is overloaded, limits how often it is asked, or is another kind of
 * server. Check the address in the facts, and try again later.
 */
export class ModelHubUnreachableError extends /* @__PURE__ */ defineError<
  RepositoryPlace & {
    readonly reason: string
  }
>()({
  code: 'model-hub-unreachable',
  isRetryable: true,
  message: 'The model hub cannot be reached.',
  remedy: "Check the network and the hub's address, then try again.",
  facts: ({ hub, repository, reason }) => ({ hub, repository, reason }),
}) {}

/**
 * A file that arrived from a hub is not the file that the hub lists.
 *
 * It was discarded. Why: its length or its sha-256 differs, because something
 * on the way (a mirror, a proxy, a cache) changed it. Try again, with nothing
 * between you and the hub.
 */
export class ModelDownloadDamagedError extends /* @__PURE__ */ defineError<
  RepositoryPlace & {
    readonly path: string
    /** What differs. */
    readonly reason: string
  }
>()({
  code: 'model-download-damaged',
  message: ({ path }) => `What arrived is not '${path}' as the hub lists it.`,
  remedy: 'Try again, without a mirror or proxy in between.',
  facts: ({ hub, repository, path, reason }) => ({
    hub,
    repository,
    path,
    reason,
  }),
}) {}
