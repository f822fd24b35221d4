import type { CID } from 'multiformats/cid'

/**
 * A request that ends in a refusal. Messages are worded as Kubo words them,
 * because clients of Kubo match on them.
 */
export class RequestError extends Error {
  /** The status of the gateway's answer; the RPC answers 500, as Kubo does. */
  readonly status: number

  constructor(message: string, status = 500, cause?: unknown) {
    super(message, { cause })
    this.name = new.target.name
    this.status = status
  }
}

/** Nothing is stored under the CID. */
export class BlockNotFoundError extends RequestError {
  constructor(cid: CID) {
    super(
      `block was not found locally (offline): ipld: could not find ${cid}`,
      404,
    )
  }
}

/** The path goes through a block that has no such link. */
export class LinkNotFoundError extends RequestError {
  constructor(name: string, cid: CID) {
    super(`no link named "${name}" under ${cid}`, 404)
  }
}

/** The text is no CID and no path that starts with one. */
export class InvalidPathError extends RequestError {
  constructor(path: string, reason: string) {
    super(`invalid path "${path}": ${reason}`, 400)
  }
}

/** The request itself is malformed; answered with 400 and plain text. */
export class BadRequestError extends RequestError {
  constructor(message: string) {
    super(message, 400)
  }
}

/** The disk took no more; what was being written is gone, the rest is whole. */
export class StorageFullError extends RequestError {
  constructor(cause: unknown) {
    super('no space left on device: the block was not stored', 507, cause)
  }
}

/** The disk failed in another way. */
export class StorageFailedError extends RequestError {
  constructor(action: 'read' | 'write', cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    super(`cannot ${action} the block: ${reason}`, 500, cause)
  }
}
