/**
 * The pure part of AIChain: ids, documents, votes and money, computed as the
 * contracts compute them. No network, no clock, no randomness.
 *
 * @packageDocumentation
 */
export { countMembers, hasMember, membersOf } from './core/bitmap.js'
export { bounty } from './core/bounty.js'
export {
  type CanonicalValue,
  canonicalBytes,
  MAXIMUM_DOCUMENT_BYTES,
  parseCanonical,
} from './core/canonical.js'
export {
  type Cid,
  cidFromDigest,
  cidOf,
  digestFromCid,
  digestOf,
  isCid,
  isRawCid,
  parseCid,
} from './core/cid.js'
export { type CommitmentParameters, commitment } from './core/commitment.js'
export { type DrawParameters, drawCommittee } from './core/committee.js'
export {
  type CompactSignature,
  compactSignature,
  expandSignature,
} from './core/compact-signature.js'
export type { Contradiction } from './core/contradiction.js'
export {
  type Divergence,
  explainDivergence,
  type Traces,
} from './core/divergence.js'
export { type Environment, fingerprint } from './core/environment.js'
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
} from './core/hex.js'
export { keccakText, keccakWords, type Word } from './core/keccak.js'
export {
  type TaskDeadlines,
  type TaskPhase,
  taskDeadlines,
  taskPhase,
} from './core/lifecycle.js'
export {
  type LikelyCause,
  likelyCause,
  type SelfTestFindings,
} from './core/likely-cause.js'
export { type LogitsDigest, logitsDigest } from './core/logits-digest.js'
export {
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
} from './core/manifest.js'
export {
  encodeGeneration,
  encodeOutput,
  type Generation,
  type GenerationErrorCode,
  generationDigest,
  type Output,
  parseOutput,
  type TracedGeneration,
} from './core/output.js'
export {
  type Overturn,
  type OverturnParameters,
  overturn,
} from './core/overturn.js'
export type { ProtocolParameters } from './core/parameters.js'
export { penalise } from './core/penalise.js'
export {
  encodePrompt,
  type Message,
  type Prompt,
  parsePrompt,
  type Role,
} from './core/prompt.js'
export type { EventPosition, ProtocolEvent } from './core/protocol-event.js'
export { quorum } from './core/quorum.js'
export {
  type Decimal,
  encodeReceipt,
  parseReceipt,
  type Receipt,
  type ReceiptMember,
  type ReceiptTransaction,
  type ReceiptVote,
} from './core/receipt.js'
export type { Result } from './core/result.js'
export {
  hardSlash,
  protocolCut,
  type RewardParameters,
  softSlash,
  splitReward,
} from './core/reward.js'
export {
  probabilityStuck,
  probabilityWrong,
  quorumProbability,
  type SafetyAssumptions,
} from './core/safety.js'
export { sealOf } from './core/seal.js'
export { type SeededDraw, seededChoice } from './core/seeded-choice.js'
export {
  type MemberVote,
  type Settlement,
  type SettlementChoice,
  type SettlementParameters,
  type SettlementVote,
  settlement,
} from './core/settlement.js'
export {
  type SettlementOutcome,
  type SettlementOutcomeParameters,
  settlementOutcome,
} from './core/settlement-outcome.js'
export { type Tally, tally } from './core/tally.js'
export type {
  BlockReference,
  CommitteeMember,
  ModelRecord,
  Order,
  SeatRecord,
  TaskId,
  TaskRecord,
  TaskResult,
  TaskState,
  Terms,
} from './core/task.js'
export { type TaskIdParameters, taskId } from './core/task-id.js'
export { UNAVAILABLE } from './core/unavailable.js'
export { type VerifiedReceipt, verifyReceipt } from './core/verify-receipt.js'
export { voteDigest } from './core/vote-digest.js'
export {
  VOTE_DOMAIN_NAME,
  VOTE_DOMAIN_VERSION,
  type VoteParameters,
  type VoteTypedData,
  voteTypedData,
} from './core/vote-typed-data.js'
