import { AichainError } from '@aichain/base'
import type { CID } from 'multiformats/cid'

/**
 * A request that ends in a refusal. It is answered and never thrown at the
 * caller of this package. Its `shortMessage` is worded as Kubo words it,
 * because clients of Kubo match on that.
 */
export class RequestError extends AichainError {
  readonly code: string = 'ipfs-request'
  /** The status of the gateway's answer; the RPC answers 500, as Kubo does. */
  readonly status: number

  constructor(words: string, status = 500, cause?: unknown) {
    super({ shortMessage: words, remedy: 'Change the request.', cause })
    this.status = status
  }
}

/** Nothing is stored under the CID. */
export class BlockNotFoundError extends RequestError {
  override readonly code = 'ipfs-block-not-found'

  constructor(cid: CID) {
    super(
      `block was not found locally (offline): ipld: could not find ${cid}`,
      404,
    )
  }
}

/** The path goes through a block that has no such link. */
export class LinkNotFoundError extends RequestError {
  override readonly code = 'ipfs-link-not-found'

  constructor(name: string, cid: CID) {
    super(`no link named "${name}" under ${cid}`, 404)
  }
}

/** The text is no CID and no path that starts with one. */
export class InvalidPathError extends RequestError {
  override readonly code = 'ipfs-invalid-path'

  constructor(path: string, reason: string) {
    super(`invalid path "${path}": ${reason}`, 400)
  }
}

/** The request itself is malformed; answered with 400 and plain text. */
export class BadRequestError extends RequestError {
  override readonly code = 'ipfs-bad-request'

  constructor(message: string) {
    super(message, 400)
  }
}
