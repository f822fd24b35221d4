import {
  type Caused,
  type Cid,
  defineError,
  failureRemedy,
  type HttpFailureKind,
  inBytes,
} from '@aichain/base'

/** What became of asking one store or gateway. */
export type StoreAttempt = {
  /** Its address, without credentials, query or fragment. */
  readonly store: string
  /** A clause about it. */
  readonly reason: string
  /** What kind of failure that is, where it was one of the connection or of HTTP. */
  readonly kind?: HttpFailureKind | undefined
  /** Of its HTTP answer. */
  readonly status?: number | undefined
  /** Milliseconds that it asks to wait. */
  readonly retryAfter?: number | undefined
}

type ReadFailure = {
  readonly cid: Cid
  readonly attempts: readonly StoreAttempt[]
}

/**
 * No store that was asked has the content.
 *
 * Why: the CID is mistyped, the content was never stored there, it was unpinned
 * and collected, or (on a network) nobody who has it is online. Check the CID,
 * ask whoever published it to pin it, or add a store that has it. The facts
 * name every store that was asked.
 */
export class ContentNotFoundError extends /* @__PURE__ */ defineError<ReadFailure>()(
  {
    code: 'content-not-found',
    isRetryable: true,
    message: 'None of the stores asked has the content.',
    remedy: 'Check the CID, or add a store or gateway that has it.',
    facts: readFacts,
  },
) {}

/**
 * The bytes that arrived are not the content of the CID.
 *
 * They were discarded, and none of them was used. Why: a store or somebody on
 * the way to it changed them, or a store computed another CID for what it was
 * given. Use another store or gateway, and stop trusting the one that the facts
 * name.
 */
export class ContentTamperedError extends /* @__PURE__ */ defineError<ReadFailure>()(
  {
    code: 'content-tampered',
    message: 'The bytes that arrived do not belong to the CID.',
    remedy: 'Use another store or gateway; this one cannot be trusted.',
    facts: readFacts,
  },
) {}

/**
 * The content is larger than a single block may be.
 *
 * Documents (manifest, prompt, output) are one raw block of at most 1 MiB, and
 * a block of a file at most 2 MiB. Reading stopped at the limit; nothing was
 * stored. Shorten the document, or read and store large content as a file.
 */
export class ContentTooLargeError extends /* @__PURE__ */ defineError<{
  /** Absent when the bytes never got a CID. */
  readonly cid?: Cid | undefined
  /** Bytes. */
  readonly maximum: number
  /** Bytes, where all of them were at hand. */
  readonly size?: number | undefined
  readonly attempts?: readonly StoreAttempt[] | undefined
}>()({
  code: 'content-too-large',
  message: 'The content is larger than a block may be.',
  remedy: 'Make it smaller, or store and read it as a file.',
  facts: ({ cid, size, maximum, attempts = [] }) => [
    ...cidFact(cid),
    ...(size === undefined ? [] : [`size: ${inBytes(size)}`]),
    `maximum: ${inBytes(maximum)}`,
    ...attempts.map(attemptFact),
  ],
}) {}

/**
 * A store, or every gateway, failed to answer, or answered with something other
 * than content.
 *
 * Why: it is not running, its address is wrong, its certificate is not trusted,
 * it wants credentials, limits the rate, is too slow, stopped in the middle of
 * an answer, or a web page answers in its place. The facts name every address
 * with its reason; `attempts` holds the same with its kind. Do what the remedy
 * says, then call again.
 */
export class ContentStoreUnreachableError extends /* @__PURE__ */ defineError<{
  readonly cid?: Cid | undefined
  readonly attempts: readonly StoreAttempt[]
}>()({
  code: 'content-store-unreachable',
  isRetryable: true,
  message: ({ attempts }) =>
    attempts.length === 1
      ? `The content store cannot be used: ${attempts[0]?.reason}.`
      : 'None of the content stores can be used.',
  remedy: ({ attempts }) =>
    commonRemedy(attempts) ??
    'Do for each address what its reason says, or add one that works.',
  facts: ({ cid, attempts }) =>
    attempts.length === 1
      ? [...cidFact(cid), `store: ${attempts[0]?.store}`]
      : readFacts({ cid, attempts }),
}) {}

/**
 * The CID cannot be verified here.
 *
 * Nothing was fetched. Why: it is not a CID at all; its hash is not sha2-256
 * (an identity hash proves nothing and others are not on-chain); its text is
 * not the canonical one; its codec is not the one that the call reads: raw for
 * documents, raw or dag-pb for files; or what it leads to is a folder, or not a
 * well-formed UnixFS file.
 */
export class InvalidCidError extends /* @__PURE__ */ defineError<{
  /** As it was passed, shortened. */
  readonly value: string
  /** A clause that could follow "the CID is refused: ". */
  readonly reason: string
}>()({
  code: 'invalid-cid',
  message: ({ reason }) => `The CID is refused: ${reason}.`,
  remedy: 'Pass the CIDv1 (sha2-256) under which the content was stored.',
  facts: ({ value }) => ({ value }),
}) {
  constructor(
    parameters: { readonly value: unknown; readonly reason: string } & Caused,
  ) {
    super({ ...parameters, value: String(parameters.value).slice(0, 120) })
  }
}

/**
 * The store answered, and refused.
 *
 * Why: its disk is full, it wants other credentials, it does not allow this
 * origin, or it is another kind of server. `reason` is in the store's own words,
 * where it had any.
 */
export class ContentStoreRejectedError extends /* @__PURE__ */ defineError<StoreAttempt>()(
  {
    code: 'content-store-rejected',
    message: 'The content store refused the request.',
    remedy: ({ kind }) =>
      kind === undefined || kind === 'server'
        ? "Do what the store's reason says, or use another store."
        : failureRemedy(kind),
    facts: ({ store, reason }) => ({ store, reason }),
  },
) {}

/** `undefined` where the reasons are of several kinds, or of none. */
function commonRemedy(attempts: readonly StoreAttempt[]): string | undefined {
  const [kind, ...others] = new Set(attempts.map(({ kind }) => kind))
  return kind === undefined || others.length > 0
    ? undefined
    : failureRemedy(kind)
}

function readFacts(failure: {
  readonly cid?: Cid | undefined
  readonly attempts: readonly StoreAttempt[]
}): string[] {
  return [...cidFact(failure.cid), ...failure.attempts.map(attemptFact)]
}

function cidFact(cid: Cid | undefined): string[] {
  return cid === undefined ? [] : [`cid: ${cid}`]
}

function attemptFact({ store, reason }: StoreAttempt): string {
  return `${store}: ${reason}`
}
