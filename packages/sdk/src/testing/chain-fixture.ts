import { type Cid, cidFromDigest, type Digest, type Hex } from '@aichain/base'
import type { CompactSignature } from '../core/encoding/compact-signature.js'
import { keccakWords } from '../core/encoding/keccak.js'
import type { AcknowledgementParameters } from '../core/signing/acknowledgement.js'
import type { OrderParameters } from '../core/signing/order.js'
import type { SignerParameters } from '../core/signing/signer.js'
import type { VoteParameters } from '../core/signing/vote.js'
import type { TaskId } from '../core/task/task.js'
import type { Chain } from '../ports/chain.js'
import type { ChosenParameters } from './chosen-parameters.js'

/** Newly deployed contracts, their beacon, and the chain's operator. */
export type ChainFixture = {
  /** The chain for one of at least 24 accounts that hold ether. */
  readonly connect: (account: number) => Chain | Promise<Chain>
  /** What an account signs for a vote of lane 1. */
  readonly signVote: (
    account: number,
    vote: VoteParameters,
  ) => CompactSignature | Promise<CompactSignature>
  /** An account's word that it saw a seal. */
  readonly signAcknowledgement: (
    account: number,
    acknowledgement: AcknowledgementParameters,
  ) => CompactSignature | Promise<CompactSignature>
  /** A new key's consent to sign for a seat. */
  readonly signSigner: (
    account: number,
    signer: SignerParameters,
  ) => CompactSignature | Promise<CompactSignature>
  /** What an account signs for an order, as its payer or with a session key. */
  readonly signOrder: (
    account: number,
    order: OrderParameters,
  ) => Hex | Promise<Hex>
  /** The beacon's signature of a round, as `postRound` takes it. */
  readonly signRound: (round: number) => Hex
  /** Makes blocks, each `seconds` after its parent. */
  readonly mine: (options: {
    readonly blocks?: number
    readonly seconds?: number
  }) => Promise<unknown>
  /** Replaces the newest blocks by others without their transactions, if that can be arranged. */
  readonly reorganize?: ((depth: number) => Promise<void>) | undefined
  readonly dispose?: (() => Promise<void>) | undefined
}

/** What the suite deploys with: short windows, so that time is cheap to pass. */
export const conformanceParameters: ChosenParameters = {
  asset: '0x0000000000000000000000000000000000000000',
  unit: 10n ** 9n,
  bond: 10n ** 18n,
  minimumShare: 10n ** 13n,
  slashBps: 1000,
  protocolFeeBps: 100,
  // Enough for the committee of an appeal.
  maximumSeats: 20,
  epoch: 3600,
  commitWindow: 600,
  revealWindow: 600,
  proofWindow: 600,
  appealWindow: 600,
  // A task's life, and eight appeals with theirs.
  unbondingPeriod: 21_600,
  minimumStay: 0,
  blockSeeds: 'all-orders',
  beacon: { genesis: 1_600_000_000, period: 3 },
  seedDelay: 6,
  outage: 900,
  treasury: '0x00000000000000000000000000000000000000a1',
  sink: '0x00000000000000000000000000000000000000b2',
}

/** A vote: an output, silence, or a commitment that is never opened. */
export type Vote = Digest | 'absent' | 'withheld'

/** A digest that stands for some content. */
export function digest(value: number): Digest {
  return keccakWords(value)
}

/** The CID of a document, made of a number. */
export function documentCid(value: number): Cid {
  return cidFromDigest(digest(value))
}

/** The salt that the scene's nodes use: theirs alone, and known to the test. */
export function saltOf(task: TaskId, member: number): Digest {
  return keccakWords(task, member)
}

/** What a member that withholds has sealed. */
export const withheldOutput: Digest = digest(404)
