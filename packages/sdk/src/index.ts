/**
 * Ask a question and get the answer that independent, staked nodes agree on.
 *
 * @packageDocumentation
 */

export type {
  Address,
  CallOptions,
  Cid,
  Clock,
  Digest,
  Hex,
  HttpFailureKind,
  LogFacts,
  Logger,
  TransferProgress,
} from '@aichain/base'
export {
  type AichainErrorParameters,
  type CauseJson,
  type ErrorJson,
  InvalidArgumentError,
  isCid,
  OperationTimeoutError,
} from '@aichain/base'
export type {
  Author,
  DecodingRules,
  Environment,
  GenerateOptions,
  Generation,
  GenerationErrorCode,
  GenerationPart,
  GoldenVector,
  InferenceEngine,
  InferenceSession,
  IntegerRuntimePin,
  LikelyCause,
  LoadProgress,
  Message,
  ModelFile,
  ModelFiles,
  ModelFolder,
  ModelManifest,
  OnnxRuntimePin,
  Output,
  PreparedFile,
  PreparedModel,
  Prompt,
  Role,
  RuntimePin,
  SamplingRules,
  TracedGeneration,
  Verification,
} from '@aichain/inference'
export {
  anyEngine,
  type Divergence,
  describeDivergence,
  environmentFingerprint,
  explainDivergence,
  type GoldenVectorProgress,
  runGoldenVectors,
} from '@aichain/inference'
export {
  ConsensusReader,
  type ConsensusReaderOptions,
} from './clients/consensus-reader.js'
export { loadModelFiles } from './clients/load-model-files.js'
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
  type StopOptions,
  type StopResult,
} from './clients/node-runner.js'
export type {
  ModelDetails,
  ModelFacts,
  Payout,
  PlaceFacts,
  Slash,
  TaskFacts,
  VoteFacts,
} from './clients/reader/facts.js'
export type { IndexStore } from './clients/reader/index-store.js'
export type { TaskRange } from './clients/reader/list-tasks.js'
export { parseDeployment } from './clients/reader/parse-deployment.js'
export type { VoteStatus } from './clients/reader/vote.js'
export type {
  AppealPolicy,
  NodeRunnerOptions,
  RoundSource,
} from './clients/runner/context/runner-setup.js'
export {
  type ModelShelf,
  type ModelShelfOptions,
  modelShelf,
} from './clients/runner/models/model-shelf.js'
export type { CollectedEarnings } from './clients/runner/state/collect-earnings.js'
export type {
  JoinedSeat,
  JoinParameters,
} from './clients/runner/state/join-seat.js'
export type {
  NodePart,
  NodeUpdate,
  OutcomeExplanation,
  SkipReason,
  VoteOutcome,
} from './clients/runner/updates/node-update.js'
export type { AnswerStream } from './clients/task/answer-stream.js'
export type { ClosedTask } from './clients/task/close-task.js'
export type { TaskContent } from './clients/task/context.js'
export type { ContextUse } from './clients/task/context-use.js'
export {
  describeSpending,
  type Spending,
} from './clients/task/describe-spending.js'
export type { FollowOptions, TaskHandle } from './clients/task/handle.js'
export { parseQuote } from './clients/task/parse-quote.js'
export { parseTaskUpdate } from './clients/task/parse-task-update.js'
export type { PendingTask } from './clients/task/pending-tasks.js'
export type { PriceQuote, Quote, QuoteRequest } from './clients/task/quote.js'
export type { CommitteeSize, TaskRequest } from './clients/task/request.js'
export type { ResumeOptions } from './clients/task/resume-task.js'
export type { TaskPatience } from './clients/task/task-patience.js'
export { trimConversation } from './clients/task/trim-conversation.js'
export type { Answer, AnswerOutput, TaskUpdate } from './clients/task/update.js'
export { TaskClient, type TaskClientOptions } from './clients/task-client.js'
export type {
  Receipt,
  ReceiptMember,
  ReceiptTransaction,
  ReceiptVote,
} from './core/receipt/receipt.js'
export type { Allowance } from './core/task/allowance.js'
export type {
  ByClass,
  ListId,
  ListRecord,
  ListTerms,
  Place,
  PriceClass,
} from './core/task/list.js'
export type { ProtocolParameters } from './core/task/parameters.js'
export type {
  EventPosition,
  ProtocolEvent,
} from './core/task/protocol-event.js'
export type {
  BlockReference,
  CommitteeMember,
  ModelRecord,
  Order,
  SeatRecord,
  Seed,
  TaskId,
  TaskRecord,
  TaskState,
  Terms,
  VotedOutput,
} from './core/task/task.js'
export type { Appeal, AppealTerms, Verdict } from './core/task/verdict.js'
export {
  ChainUnreachableError,
  InsufficientFundsError,
  TransactionRejectedError,
  WalletMissingError,
  WrongChainError,
} from './errors/chain.js'
export {
  ContentStoreUnreachableError,
  type StoreAttempt,
} from './errors/content.js'
export { ContractError } from './errors/contract-error.js'
export { NotEnoughPlacesError } from './errors/contract-tasks.js'
export {
  AichainError,
  type ErrorCode,
  type KnownError,
} from './errors/known-error.js'
export { ModelNotServedError } from './errors/model.js'
export { SelfTestFailedError } from './errors/runner.js'
export {
  AnswerFailedError,
  AnswerOverturnedError,
  AnswerTimeoutError,
  AnswerVoidError,
  OutputUnavailableError,
  PromptInvalidError,
  PromptTooLongError,
  type RefundReason,
  TaskNotFoundError,
  TaskRefundedError,
  TaskUnconfirmedError,
} from './errors/task.js'
export type {
  Chain,
  ChainReader,
  ChainUpdate,
  ChainWriter,
  DecidedTask,
  Deployment,
  ListedSeat,
  TransactionProgress,
  TransactionReceipt,
} from './ports/chain.js'
export type {
  ContentReader,
  ContentStore,
  FileSource,
  ReadOptions,
  StoredFile,
  StoredFolder,
} from './ports/content-store.js'
export type { Journal } from './ports/journal.js'
export type { BlockCache, ModelCache, ModelLease } from './ports/model-cache.js'
export type { CountTokens, PromptCounter } from './ports/prompt-counter.js'
