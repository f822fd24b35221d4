import {
  type Address,
  accept,
  type Cid,
  canonicalBytes,
  type Hex,
  isAddress,
  isDigest,
  isRawCid,
  parseCanonical,
  type Result,
  refuse,
} from '@aichain/base'
import {
  type Check,
  integer,
  list,
  matching,
  object,
  oneOf,
  optional,
} from '@aichain/base/check'
import type { Order, TaskId } from '../task/task.js'

/** The contract's largest committee. */
const MAXIMUM_COMMITTEE = 15

/** An amount of wei, or another whole number too large for JSON, in decimal digits. */
export type Decimal = string

/**
 * What a member of the committee did: gave the agreed output, gave another one,
 * gave no vote that is known, committed on-chain and never revealed, said that
 * the prompt could not be fetched, or gave a vote that does not count, because
 * its seat could not pay for a lie.
 */
export type ReceiptVote =
  | 'agreed'
  | 'wrong'
  | 'absent'
  | 'withheld'
  | 'unavailable'
  | 'uncounted'

/** One member of the committee, and what its vote brought. */
export type ReceiptMember = {
  /** Position in the committee, from 0. */
  readonly member: number
  readonly seat: number
  readonly signer: Address
  readonly vote: ReceiptVote
  /** What it revealed; only of `agreed` and `wrong` votes. */
  readonly output?: Cid
  /** Wei credited to the seat. */
  readonly earned: Decimal
  /** What an `agreed` member signed too, and was slashed for. */
  readonly contradiction?: Cid
  /** Wei taken from the seat. */
  readonly slashed: Decimal
}

/** A transaction behind the answer. */
export type ReceiptTransaction = {
  readonly type:
    | 'task-added'
    | 'committee-drawn'
    | 'vote-committed'
    | 'vote-revealed'
    | 'vote-added'
    | 'task-convened'
    | 'task-decided'
  /** Whose vote it carries; only of `vote-committed`, `vote-revealed` and `vote-added`. */
  readonly member?: number
  readonly hash: Hex
}

/** What was asked. Amounts in wei. */
export type ReceiptOrder = Omit<Order, 'share' | 'roundTip' | 'nonce'> & {
  readonly share: Decimal
  readonly roundTip: Decimal
  readonly nonce: Decimal
}

/**
 * A portable account of one answer: which task it answers, who voted how, and
 * what that brought. Plain JSON, so that it can be kept, sent and checked by
 * somebody else with `verifyReceipt`.
 */
export type Receipt = {
  readonly type: 'aichain/receipt/2'
  readonly chainId: number
  readonly consensus: Address
  readonly requester: Address
  readonly order: ReceiptOrder
  readonly task: TaskId
  /** The block that holds the task. */
  readonly block: { readonly number: Decimal; readonly hash: Hex }
  /** The seats in one word, as the decision tells them: see `packCommittee`. */
  readonly committee: Hex
  /** What the deployment fixed about money. Amounts in wei. */
  readonly parameters: {
    readonly unit: Decimal
    readonly minimumShare: Decimal
    readonly hardSlash: Decimal
    readonly protocolFeeBps: number
  }
  /** Whether the list was large enough for an appeal. */
  readonly appealable: boolean
  /** In order of `member`. */
  readonly members: readonly ReceiptMember[]
  readonly output: Cid
  /** The appeal that decided another output: this answer is not to be relied on. */
  readonly overturnedBy?: TaskId
  /** In order of the chain. */
  readonly transactions: readonly ReceiptTransaction[]
}

/**
 * The canonical bytes of a receipt, to store it as a document.
 *
 * @example
 * ```ts
 * import { cidOf, encodeReceipt, type Receipt } from '@aichain/sdk/core'
 *
 * const receiptCid = (receipt: Receipt) => cidOf(encodeReceipt(receipt))
 * ```
 */
export function encodeReceipt(receipt: Receipt): Uint8Array {
  return canonicalBytes(receipt)
}

/**
 * Reads a receipt from its canonical bytes, and refuses anything else, with the
 * reason. What it says is then well-formed, not yet true: see
 * `verifyReceipt`.
 *
 * @example
 * ```ts
 * import { parseReceipt } from '@aichain/sdk/core'
 *
 * const parsed = parseReceipt(new TextEncoder().encode('{}'))
 * if (!parsed.ok) console.log(parsed.reason) // lacks "type"
 * ```
 */
export function parseReceipt(bytes: Uint8Array): Result<Receipt> {
  const parsed = parseCanonical(bytes)
  if (!parsed.ok) return parsed
  const reason = checkReceipt(parsed.value)
  return reason === undefined ? accept(parsed.value as Receipt) : refuse(reason)
}

const address = matching(isAddress, '20 bytes in hexadecimal')
const digest = matching(isDigest, '32 bytes in lower-case hexadecimal')
const rawCid = matching(isRawCid, 'a raw CIDv1')
const decimal = matching(
  (value) => typeof value === 'string' && /^(?:0|[1-9]\d*)$/.test(value),
  'decimal digits',
)
function isPositive(value: unknown): boolean {
  return typeof value === 'string' && /^[1-9]\d*$/.test(value)
}

const committeeMember = integer(0, MAXIMUM_COMMITTEE - 1)
const basisPoints = integer(0, 10_000)

const checkMember = object({
  member: committeeMember,
  seat: integer(0, 65_535),
  signer: address,
  vote: oneOf(
    'agreed',
    'wrong',
    'absent',
    'withheld',
    'unavailable',
    'uncounted',
  ),
  output: optional(rawCid),
  contradiction: optional(rawCid),
  earned: decimal,
  slashed: decimal,
})

const checkTransaction = object({
  type: oneOf(
    'task-added',
    'committee-drawn',
    'vote-committed',
    'vote-revealed',
    'vote-added',
    'task-convened',
    'task-decided',
  ),
  member: optional(committeeMember),
  hash: digest,
})

const checkOrder = object({
  model: rawCid,
  author: optional(object({ address, shareBps: integer(1, 2_000) })),
  prompt: rawCid,
  committeeSize: integer(1, MAXIMUM_COMMITTEE),
  share: decimal,
  roundTip: decimal,
  minimumPlaces: integer(0, 65_535),
  seed: oneOf('beacon', 'block'),
  nonce: decimal,
})

/** Says why a value is not a {@link Receipt}, nothing if it is. */
export const checkReceipt: Check = object({
  type: oneOf('aichain/receipt/2'),
  chainId: integer(1),
  consensus: address,
  requester: address,
  order: checkOrder,
  task: digest,
  block: object({ number: decimal, hash: digest }),
  committee: digest,
  parameters: object({
    unit: matching(isPositive, 'positive decimal digits'),
    minimumShare: decimal,
    hardSlash: decimal,
    protocolFeeBps: basisPoints,
  }),
  appealable: matching((value) => typeof value === 'boolean', 'true or false'),
  members: list(checkMember, 1),
  output: rawCid,
  overturnedBy: optional(digest),
  transactions: list(checkTransaction, 1),
})
