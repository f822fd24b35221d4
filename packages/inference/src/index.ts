/**
 * Bit-exact language models anywhere JavaScript runs: equal model and prompt give
 * equal bytes on every machine.
 *
 * @packageDocumentation
 */

export {
  AichainError,
  type CallOptions,
  type Cid,
  cidOf,
  type Digest,
  digestOf,
  InvalidArgumentError,
  OperationTimeoutError,
  type Result,
} from '@aichain/base'
export { describeDivergence } from './diagnosis/describe-divergence.js'
export {
  type Divergence,
  explainDivergence,
  type Traces,
} from './diagnosis/divergence.js'
export { type Environment, fingerprint } from './diagnosis/environment.js'
export { firstDifference } from './diagnosis/first-difference.js'
export {
  type LikelyCause,
  likelyCause,
  type SelfTestFindings,
} from './diagnosis/likely-cause.js'
export { type ChatPromptOptions, chatPrompt } from './document/chat-prompt.js'
export { type LogitsDigest, logitsDigest } from './document/logits-digest.js'
export {
  type Author,
  type DecodingRules,
  encodeManifest,
  type GoldenVector,
  type IntegerRuntimePin,
  type ModelFile,
  type ModelManifest,
  type OnnxRuntimePin,
  parseManifest,
  type RuntimePin,
  type SamplingRules,
} from './document/manifest.js'
export {
  checkGeneration,
  encodeGeneration,
  encodeOutput,
  type Generation,
  type GenerationErrorCode,
  generationDigest,
  type Output,
  parseOutput,
  type TracedGeneration,
} from './document/output.js'
export {
  checkPrompt,
  encodePrompt,
  type Message,
  type Prompt,
  parsePrompt,
  type Role,
} from './document/prompt.js'
export { anyEngine } from './engine/any-engine.js'
export { type LocalModelOptions, localModel } from './engine/local-model.js'
export {
  type SharedEngineOptions,
  sharedEngine,
} from './engine/shared-engine.js'
export { streamText } from './engine/stream-text.js'
export {
  ModelAccessDeniedError,
  ModelDownloadDamagedError,
  ModelHubUnreachableError,
  ModelRepositoryNotFoundError,
} from './errors/hub.js'
export {
  EngineUnavailableError,
  InferenceFailedError,
  NoAnswerError,
  RuntimeMismatchError,
  SeedMissingError,
  SessionClosedError,
} from './errors/inference.js'
export {
  GoldenVectorMismatchError,
  ManifestInvalidError,
  ModelFileMissingError,
  ModelTooLargeError,
  ModelUnsupportedError,
} from './errors/model.js'
export { environmentFingerprint } from './golden/environment-fingerprint.js'
export {
  explainMismatch,
  isSameRun,
  type Mismatch,
} from './golden/explain-mismatch.js'
export {
  type GoldenVectorProgress,
  runGoldenVectors,
} from './golden/run-golden-vectors.js'
export { runPrompt, runTraced } from './golden/run-prompt.js'
export type {
  GenerateOptions,
  GenerationPart,
  InferenceEngine,
  InferenceSession,
  LoadProgress,
  ModelFiles,
  Verification,
} from './ports/inference-engine.js'
export type {
  ModelFolder,
  PreparedFile,
  PreparedModel,
} from './ports/model-folder.js'
export { penalise } from './sampling/penalise.js'
export { type SeededDraw, seededChoice } from './sampling/seeded-choice.js'
