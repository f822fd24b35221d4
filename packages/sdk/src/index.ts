/**
 * Ask a question and get the answer that independent, staked nodes agree on.
 *
 * @packageDocumentation
 */

export { anyEngine } from './clients/any-engine.js'
export {
  ConsensusReader,
  type ConsensusReaderOptions,
} from './clients/consensus-reader.js'
export {
  type GoldenVectorProgress,
  loadModelFiles,
  runGoldenVectors,
} from './clients/model-files.js'
export {
  ModelPublisher,
  type PublishedModel,
  type PublishParameters,
  type PublishUpdate,
} from './clients/model-publisher.js'
export {
  NodeRunner,
  type NodeState,
  type NodeStatus,
  type StopResult,
} from './clients/node-runner.js'
export type {
  ModelDetails,
  ModelFacts,
  Payout,
  Slash,
  TaskFacts,
  VoteFacts,
} from './clients/reader/facts.js'
export type { TaskRange } from './clients/reader/list-tasks.js'
export type { MemberVote } from './clients/reader/vote.js'
export { describeDivergence } from './clients/runner/describe-divergence.js'
export type { JoinedSeat } from './clients/runner/join-seat.js'
export type { ModelChoice } from './clients/runner/load-served-models.js'
export type {
  NodePart,
  NodeUpdate,
  OutcomeExplanation,
  SkipReason,
  VoteOutcome,
} from './clients/runner/node-update.js'
export type { NodeRunnerOptions } from './clients/runner/runner-setup.js'
export type { TaskHandle } from './clients/task/handle.js'
export type { Quote, QuoteRequest } from './clients/task/quote.js'
export type { TaskRequest } from './clients/task/request.js'
export type { TaskPatience } from './clients/task/task-patience.js'
export type { Answer, TaskUpdate } from './clients/task/update.js'
export { TaskClient, type TaskClientOptions } from './clients/task-client.js'
export type { Cid } from './core/cid.js'
export { type Divergence, explainDivergence } from './core/divergence.js'
export type { Environment } from './core/environment.js'
export type { Address, Digest, Hex } from './core/hex.js'
export type { LikelyCause } from './core/likely-cause.js'
export type {
  DecodingRules,
  GoldenVector,
  IntegerRuntimePin,
  ModelFile,
  ModelManifest,
  OnnxRuntimePin,
  RuntimePin,
  SamplingRules,
} from './core/manifest.js'
export type {
  Generation,
  GenerationErrorCode,
  Output,
  TracedGeneration,
} from './core/output.js'
export type { ProtocolParameters } from './core/parameters.js'
export type { Message, Prompt, Role } from './core/prompt.js'
export type { EventPosition, ProtocolEvent } from './core/protocol-event.js'
export type {
  Receipt,
  ReceiptMember,
  ReceiptTransaction,
  ReceiptVote,
} from './core/receipt.js'
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
  ChainRefusedError,
  ChainUnreachableError,
  ContractNotFoundError,
  InsufficientFundsError,
  TransactionRejectedError,
  TransactionReplacedError,
  TransactionRevertedError,
  WalletMissingError,
  WrongChainError,
} from './errors/chain.js'
export {
  ContentNotFoundError,
  ContentStoreRejectedError,
  ContentStoreUnreachableError,
  ContentTamperedError,
  ContentTooLargeError,
  InvalidCidError,
  type StoreAttempt,
} from './errors/content.js'
export {
  AlreadyAppealedError,
  AlreadyCommittedError,
  AlreadyDrawnError,
  AlreadyOverturnedError,
  AlreadyPunishedError,
  AlreadyRevealedError,
  AppealClosedError,
  AppealIsFinalError,
  AppealUpheldError,
  CommitClosedError,
  CommitteeKnownError,
  CommitteeSizeOutOfRangeError,
  ContractError,
  EmptyDigestError,
  FeeTooHighError,
  FeeTooLowError,
  InvalidParameterError,
  InvalidVoteError,
  MalformedSettlementError,
  MemberUnknownError,
  ModelAlreadyRegisteredError,
  ModelIndexOutOfRangeError,
  NoContradictionError,
  NoQuorumError,
  NotAppealedError,
  NotCommittedError,
  NotEnoughSeatsError,
  NotFinalizableError,
  NothingToClaimError,
  NothingToWithdrawError,
  NotSeatOwnerError,
  NotSeatSignerError,
  OverturnClosedError,
  RevealClosedError,
  RevealNotOpenError,
  SafeERC20FailedOperationError,
  SeatLeavingError,
  SeatLockedError,
  SeatNotLeavingError,
  SeatsFullError,
  SeatUnknownError,
  SeedExpiredError,
  SeedNotReadyError,
  SignerTakenError,
  TaskDeadError,
  TaskExistsError,
  TaskNotDecidedError,
  TaskNotOpenError,
  TaskUnknownError,
  TransferFailedError,
  VotesMissingError,
  WrongOpeningError,
  WrongTermsError,
  WrongTransferError,
  WrongValueError,
  ZeroAddressError,
} from './errors/contract.js'
export {
  ModelAccessDeniedError,
  ModelDownloadDamagedError,
  ModelHubUnreachableError,
  ModelRepositoryNotFoundError,
} from './errors/hub.js'
export {
  EngineUnavailableError,
  InferenceFailedError,
  RuntimeMismatchError,
  SeedMissingError,
  SessionClosedError,
} from './errors/inference.js'
export {
  GoldenVectorMismatchError,
  ManifestInvalidError,
  ModelFileMissingError,
  ModelNotFoundError,
  ModelTooLargeError,
  ModelUnsupportedError,
  TooFewWitnessesError,
  WitnessDisagreesError,
} from './errors/model.js'
export {
  InvalidArgumentError,
  OperationTimeoutError,
} from './errors/operation.js'
export {
  DuplicateRunnerError,
  JournalCorruptError,
  JournalLockedError,
  JournalUnavailableError,
  RunnerStoppedError,
  SeatMissingError,
  SelfTestFailedError,
} from './errors/runner.js'
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
export { environmentFingerprint } from './internal/environment-fingerprint.js'
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
  ReadOptions,
  StoredFile,
  StoredFolder,
  TransferProgress,
} from './ports/content-store.js'
export type {
  GenerateOptions,
  GenerationPart,
  InferenceEngine,
  InferenceSession,
  LoadProgress,
  ModelFiles,
  Verification,
} from './ports/inference-engine.js'
export type { Journal } from './ports/journal.js'
export type { LogFacts, Logger } from './ports/logger.js'
export type { BlockCache, ModelCache, ModelLease } from './ports/model-cache.js'
export type {
  ModelFolder,
  PreparedFile,
  PreparedModel,
} from './ports/model-folder.js'
export type { CallOptions } from './ports/options.js'
