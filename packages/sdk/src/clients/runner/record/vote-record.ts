import {
  type Address,
  accept,
  type Cid,
  type Digest,
  digestOf,
  isAddress,
  isDigest,
  isRawCid,
  type Result,
  refuse,
} from '@aichain/base'
import {
  integer,
  matching,
  object,
  oneOf,
  optional,
  text,
} from '@aichain/base/check'
import type { Seed, TaskId } from '../../../core/task/task.js'
import { commitment } from '../../../core/vote/commitment.js'
import { UNAVAILABLE } from '../../../core/vote/unavailable.js'

/**
 * Everything a later process needs to finish a vote: who votes where, the
 * opening of the commitment, and the bytes behind it.
 */
export type VoteRecord = {
  readonly type: 'aichain/vote/2'
  readonly chainId: number
  readonly consensus: Address
  readonly signer: Address
  readonly task: TaskId
  readonly seat: number
  readonly model: Cid
  readonly prompt: Cid
  readonly output: Digest
  readonly salt: Digest
  /** The output document's text; absent when the vote is `UNAVAILABLE`. */
  readonly document?: string
  /** From the task, in seconds and blocks: until when the record is needed, and from where to look. */
  readonly seed: Seed
  readonly addedAt: number
  readonly addedIn: number
  /** The outcome that was reported, so that a restart does not repeat it. */
  readonly reported?: 'decided' | 'undecided'
  /** Set once the output was stored and pinned. */
  readonly published?: 'yes'
  /** Set before the decision is questioned: whoever did has to draw the consequences. */
  readonly appealed?: 'yes'
  readonly concluded?: 'yes'
}

const prefix = 'vote-'

/** The journal's key for a task's vote. */
export function voteKey(task: TaskId): string {
  return `${prefix}${task}`
}

/** Whether a key of the journal belongs to a vote. */
export function isVoteKey(key: string): boolean {
  return key.startsWith(prefix)
}

/** What goes into the journal. */
export function encodeVoteRecord(record: VoteRecord): string {
  return JSON.stringify(record)
}

/** Reads what {@link encodeVoteRecord} wrote, and checks that it can open a vote. */
export function parseVoteRecord(json: string): Result<VoteRecord> {
  const value = tryParse(json)
  const reason = checkRecord(value)
  if (reason !== undefined) return refuse(reason)
  const record = value as VoteRecord
  return digestOfVote(record) === record.output
    ? accept(record)
    : refuse('its document does not have the digest that was voted for')
}

/** Whether nothing is left to do for the vote, unless the chain is reorganized. */
export function isFinished(record: VoteRecord): boolean {
  const { document, published, reported, appealed, concluded } = record
  const isPublished = document === undefined || published !== undefined
  const isUpheld = appealed === undefined || concluded !== undefined
  return reported !== undefined && isPublished && isUpheld
}

/** What is on-chain when this vote is committed. */
export function commitmentOf(record: VoteRecord): Digest {
  return commitment(record)
}

const checkRecord = object({
  type: oneOf('aichain/vote/2'),
  chainId: integer(0),
  consensus: matching(isAddress, 'an address'),
  signer: matching(isAddress, 'an address'),
  task: matching(isDigest, 'a task id'),
  seat: integer(0),
  model: matching(isRawCid, 'a raw CIDv1'),
  prompt: matching(isRawCid, 'a raw CIDv1'),
  output: matching(isDigest, 'a digest'),
  salt: matching(isDigest, '32 bytes'),
  document: optional(text()),
  seed: oneOf('beacon', 'block'),
  addedAt: integer(0),
  addedIn: integer(0),
  reported: optional(oneOf('decided', 'undecided')),
  published: optional(oneOf('yes')),
  appealed: optional(oneOf('yes')),
  concluded: optional(oneOf('yes')),
})

function digestOfVote({ document }: VoteRecord): Digest {
  if (document === undefined) return UNAVAILABLE
  return digestOf(new TextEncoder().encode(document))
}

function tryParse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
