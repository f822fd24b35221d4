/**
 * The pure part of AIChain: ids, documents, votes and money, computed as the
 * contracts compute them. No network, no clock, no randomness.
 *
 * @packageDocumentation
 */

export type { Result } from '@aichain/base'
export {
  type Address,
  bytesToHex,
  type CanonicalValue,
  type Cid,
  canonicalBytes,
  cidFromDigest,
  cidOf,
  type Digest,
  digestFromCid,
  digestOf,
  equalHex,
  type Hex,
  hexToBytes,
  isAddress,
  isCid,
  isDigest,
  isHex,
  isRawCid,
  MAXIMUM_DOCUMENT_BYTES,
  parseCanonical,
  parseCid,
} from '@aichain/base'
export {
  type DecodingRules,
  type Divergence,
  type Environment,
  encodeGeneration,
  encodeManifest,
  encodeOutput,
  encodePrompt,
  explainDivergence,
  fingerprint,
  type Generation,
  type GenerationErrorCode,
  type GoldenVector,
  generationDigest,
  type IntegerRuntimePin,
  type LikelyCause,
  type LogitsDigest,
  likelyCause,
  logitsDigest,
  type Message,
  type ModelFile,
  type ModelManifest,
  type OnnxRuntimePin,
  type Output,
  type Prompt,
  parseManifest,
  parseOutput,
  parsePrompt,
  penalise,
  type Role,
  type RuntimePin,
  type SamplingRules,
  type SeededDraw,
  type SelfTestFindings,
  seededChoice,
  type TracedGeneration,
  type Traces,
} from '@aichain/inference'
export { countMembers, hasMember, membersOf } from './core/encoding/bitmap.js'
export {
  type CompactSignature,
  compactSignature,
  expandSignature,
} from './core/encoding/compact-signature.js'
export { keccakText, keccakWords, type Word } from './core/encoding/keccak.js'
export {
  type Decimal,
  encodeReceipt,
  parseReceipt,
  type Receipt,
  type ReceiptMember,
  type ReceiptTransaction,
  type ReceiptVote,
} from './core/receipt/receipt.js'
export {
  type VerifiedReceipt,
  verifyReceipt,
} from './core/receipt/verify-receipt.js'
export {
  probabilityStuck,
  probabilityWrong,
  quorumProbability,
  type SafetyAssumptions,
} from './core/risk/safety.js'
export { bounty } from './core/settlement/bounty.js'
export {
  type Overturn,
  type OverturnParameters,
  overturn,
} from './core/settlement/overturn.js'
export {
  hardSlash,
  protocolCut,
  type RewardParameters,
  softSlash,
  splitReward,
} from './core/settlement/reward.js'
export {
  type Settlement,
  type SettlementChoice,
  type SettlementParameters,
  type SettlementVote,
  type SignedVote,
  settlement,
} from './core/settlement/settlement.js'
export {
  type SettlementOutcome,
  type SettlementOutcomeParameters,
  settlementOutcome,
} from './core/settlement/settlement-outcome.js'
export { idempotencyNonce } from './core/task/idempotency-nonce.js'
export {
  type TaskDeadlines,
  type TaskPhase,
  taskDeadlines,
  taskPhase,
} from './core/task/lifecycle.js'
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
  TaskId,
  TaskRecord,
  TaskResult,
  TaskState,
  Terms,
  VotedOutput,
} from './core/task/task.js'
export { type TaskIdParameters, taskId } from './core/task/task-id.js'
export { type WithDigests, withDigests } from './core/task/with-digests.js'
export {
  type CommitmentParameters,
  commitment,
} from './core/vote/commitment.js'
export { type DrawParameters, drawCommittee } from './core/vote/committee.js'
export type { Contradiction } from './core/vote/contradiction.js'
export { quorum } from './core/vote/quorum.js'
export { sealOf } from './core/vote/seal.js'
export { type Tally, tally } from './core/vote/tally.js'
export {
  outputWord,
  UNAVAILABLE,
  votedOutput,
} from './core/vote/unavailable.js'
export { voteDigest } from './core/vote/vote-digest.js'
export {
  VOTE_DOMAIN_NAME,
  VOTE_DOMAIN_VERSION,
  type VoteParameters,
  type VoteTypedData,
  voteTypedData,
} from './core/vote/vote-typed-data.js'
