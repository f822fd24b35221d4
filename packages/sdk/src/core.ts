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
  type Author,
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
export { fromUnits, roundUpToUnits, toUnits } from './core/encoding/units.js'
export {
  appealDeposit,
  entranceFee,
  type RewardSplit,
  splitRewards,
} from './core/money/fees.js'
export {
  classOf,
  type FeeParameters,
  feeOf,
  priceOf,
  pricesOf,
} from './core/money/price.js'
export {
  bountyOf,
  hardSlash,
  isStrong,
  keptOf,
  lieCost,
  pruningBounty,
  type Stakes,
  softSlash,
} from './core/money/slash.js'
export {
  type Decimal,
  encodeReceipt,
  parseReceipt,
  type Receipt,
  type ReceiptMember,
  type ReceiptOrder,
  type ReceiptTransaction,
  type ReceiptVote,
} from './core/receipt/receipt.js'
export {
  type VerifiedReceipt,
  verifyReceipt,
} from './core/receipt/verify-receipt.js'
export {
  appealSize,
  countPlaces,
  defaultMinimumPlaces,
  isAppealable,
} from './core/risk/appeal-size.js'
export {
  probabilityStuck,
  probabilityWrong,
  quorumProbability,
  type SafetyAssumptions,
} from './core/risk/safety.js'
export {
  type ClosingOutcome,
  type ClosingOutcomeParameters,
  closingOutcome,
} from './core/settlement/closing-outcome.js'
export type { LateVote } from './core/settlement/late-vote.js'
export {
  type OverturnOutcome,
  type OverturnOutcomeParameters,
  overturnOutcome,
} from './core/settlement/overturn-outcome.js'
export {
  type RefundOutcome,
  type RefundOutcomeParameters,
  refundOutcome,
} from './core/settlement/refund-outcome.js'
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
  votePenalty,
} from './core/settlement/settlement-outcome.js'
export {
  type AcknowledgementParameters,
  type AcknowledgementTypedData,
  acknowledgementDigest,
  acknowledgementTypedData,
} from './core/signing/acknowledgement.js'
export {
  type OrderMessage,
  type OrderParameters,
  type OrderTypedData,
  orderDigest,
  orderTypedData,
} from './core/signing/order.js'
export {
  type SignerParameters,
  type SignerTypedData,
  signerDigest,
  signerTypedData,
} from './core/signing/signer.js'
export {
  SIGNING_DOMAIN_NAME,
  SIGNING_DOMAIN_VERSION,
  type SigningDomain,
  type SigningParameters,
} from './core/signing/typed-data.js'
export {
  type VoteParameters,
  type VoteTypedData,
  voteDigest,
  voteTypedData,
} from './core/signing/vote.js'
export type { Allowance } from './core/task/allowance.js'
export {
  type CommitteeWord,
  packCommittee,
  unpackCommittee,
} from './core/task/committee-word.js'
export {
  appealableUntil,
  type FinalityParameters,
  isAppealWindowOver,
  isFinal,
  isVoid,
  MAXIMUM_APPEALS,
} from './core/task/finality.js'
export { idempotencyNonce } from './core/task/idempotency-nonce.js'
export {
  epochAt,
  lifeOf,
  phasesOf,
  roundAt,
  roundOf,
  type TaskPhase,
  type TaskPhases,
  taskPhase,
  timeOfRound,
} from './core/task/lifecycle.js'
export type {
  ByClass,
  ListId,
  ListRecord,
  ListTerms,
  Place,
  PriceClass,
} from './core/task/list.js'
export { type ListWords, listId, listWords } from './core/task/list-id.js'
export { listOfWords, orderOfWords } from './core/task/order-of-words.js'
export { type OrderWords, orderWords } from './core/task/order-words.js'
export type { BlockSeeds, ProtocolParameters } from './core/task/parameters.js'
export type {
  EventPosition,
  ProtocolEvent,
} from './core/task/protocol-event.js'
export type { Round } from './core/task/round.js'
export type { SignedOrder } from './core/task/signed-order.js'
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
export { type TaskIdParameters, taskId } from './core/task/task-id.js'
export type { Appeal, AppealTerms, Verdict } from './core/task/verdict.js'
export type { Acknowledgement, Convening } from './core/vote/acknowledgement.js'
export {
  type CommitmentParameters,
  commitment,
} from './core/vote/commitment.js'
export type { Contradiction } from './core/vote/contradiction.js'
export {
  type DrawParameters,
  drawCommittee,
} from './core/vote/draw-committee.js'
export { quorum } from './core/vote/quorum.js'
export { sealOf } from './core/vote/seal.js'
export { type Tally, tally } from './core/vote/tally.js'
export {
  outputWord,
  UNAVAILABLE,
  votedOutput,
} from './core/vote/unavailable.js'
