/**
 * Ask a question and get the answer that independent, staked nodes agree on.
 *
 * @packageDocumentation
 */

export type { Cid } from './core/cid.js'
export type { Address, Digest, Hex } from './core/hex.js'
export type {
  DecodingRules,
  GoldenVector,
  ModelFile,
  ModelManifest,
  RuntimePin,
} from './core/manifest.js'
export type { Generation, GenerationErrorCode, Output } from './core/output.js'
export type { ProtocolParameters } from './core/parameters.js'
export type { Message, Prompt, Role } from './core/prompt.js'
export type { EventPosition, ProtocolEvent } from './core/protocol-event.js'
export type {
  BlockReference,
  CommitteeMember,
  ModelRecord,
  SeatRecord,
  TaskId,
  TaskRecord,
  TaskState,
} from './core/task.js'
export { AichainError, type AichainErrorParameters } from './errors/base.js'
export {
  InvalidArgumentError,
  OperationTimeoutError,
} from './errors/operation.js'
export {
  OutputInvalidError,
  OutputMismatchError,
  OutputUnavailableError,
  PromptInvalidError,
  PromptTooLargeError,
  type RefundReason,
  TaskDroppedError,
  TaskNotFoundError,
  TaskRefundedError,
  TaskTimeoutError,
} from './errors/task.js'
export type {
  Chain,
  ChainReader,
  ChainUpdate,
  ChainWriter,
  Deployment,
  TransactionProgress,
  TransactionReceipt,
} from './ports/chain.js'
export type { Clock } from './ports/clock.js'
export type {
  ContentReader,
  ContentStore,
  FileSource,
  StoredFile,
  StoredFolder,
  TransferProgress,
} from './ports/content-store.js'
export type {
  GenerationPart,
  InferenceEngine,
  InferenceSession,
  LoadProgress,
  ModelFiles,
} from './ports/inference-engine.js'
export type { Journal } from './ports/journal.js'
export type { LogFacts, Logger } from './ports/logger.js'
export type { CallOptions } from './ports/options.js'
