/**
 * What every package of AIChain stands on: one base of all errors, the options of
 * every call, byte encodings, and the handling of signals and time.
 *
 * @packageDocumentation
 */

export { type AsyncQueue, asyncQueue } from './calls/async-queue.js'
export { type CallSignal, callSignal } from './calls/call-signal.js'
export { eitherSignal } from './calls/either-signal.js'
export { mapLimited } from './calls/map-limited.js'
export { onAbort } from './calls/on-abort.js'
export { raceSignal } from './calls/race-signal.js'
export { type RetryOptions, retry, retryDelay } from './calls/retry.js'
export { systemClock } from './calls/system-clock.js'
export { withTimeout } from './calls/with-timeout.js'
export { blockDigest } from './encoding/block-digest.js'
export {
  type CanonicalValue,
  canonicalBytes,
  MAXIMUM_DOCUMENT_BYTES,
  parseCanonical,
} from './encoding/canonical.js'
export {
  type Cid,
  cidFromDigest,
  cidOf,
  digestFromCid,
  digestOf,
  isCid,
  isRawCid,
  parseCid,
} from './encoding/cid.js'
export {
  type Address,
  bytesToHex,
  type Digest,
  equalHex,
  type Hex,
  hexToBytes,
  isAddress,
  isDigest,
  isHex,
} from './encoding/hex.js'
export {
  fromPlain,
  type PlainForm,
  type PlainValue,
  toPlain,
} from './encoding/plain.js'
export { accept, type Result, refuse } from './encoding/result.js'
export {
  AichainError,
  type AichainErrorParameters,
} from './errors/aichain-error.js'
export type { AichainErrorOf } from './errors/aichain-error-of.js'
export {
  type Caused,
  type DefinedError,
  defineError,
  definerOf,
  type ErrorDefinition,
  type ErrorFacts,
  type FieldFormats,
} from './errors/define-error.js'
export type { CauseJson, ErrorJson } from './errors/error-json.js'
export {
  type ErrorClass,
  type ErrorClassOf,
  type ErrorParser,
  errorClassesOf,
  errorParser,
} from './errors/error-parser.js'
export { asDate, inBytes, inWei } from './errors/fact-formats.js'
export {
  InvalidArgumentError,
  OperationTimeoutError,
} from './errors/operation.js'
export { UnknownError } from './errors/unknown-error.js'
export { answerFailure, isWebPage } from './http/answer-failure.js'
export { connectionFailure } from './http/connection-failure.js'
export type { Fetch } from './http/fetch.js'
export {
  failureRemedy,
  type HttpFailure,
  type HttpFailureKind,
  mayPassSoon,
} from './http/http-failure.js'
export { retryAfter } from './http/retry-after.js'
export { shownAddress } from './http/shown-address.js'
export { handshakeFailure, statusFailure } from './http/status-failure.js'
export { type StoreAddress, storeAddress } from './http/store-address.js'
export { streamChunks } from './http/stream-chunks.js'
export { silentLogger } from './platform/silent-logger.js'
export { systemRandom } from './platform/system-random.js'
export type { Clock } from './ports/clock.js'
export type { LogFacts, Logger } from './ports/logger.js'
export type { CallOptions } from './ports/options.js'
export type { TransferProgress } from './ports/transfer-progress.js'
