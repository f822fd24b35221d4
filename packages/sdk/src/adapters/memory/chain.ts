import type { Address, Clock, Digest, Hex } from '@aichain/base'
import { systemClock } from '@aichain/base'
import {
  type CompactSignature,
  expandSignature,
} from '../../core/encoding/compact-signature.js'
import { pricesOf } from '../../core/money/price.js'
import { hardSlash } from '../../core/money/slash.js'
import {
  type AcknowledgementParameters,
  acknowledgementDigest,
} from '../../core/signing/acknowledgement.js'
import { type OrderParameters, orderDigest } from '../../core/signing/order.js'
import {
  type SignerParameters,
  signerDigest,
} from '../../core/signing/signer.js'
import { type VoteParameters, voteDigest } from '../../core/signing/vote.js'
import type { ProtocolParameters } from '../../core/task/parameters.js'
import type { BlockReference } from '../../core/task/task.js'
import { checked } from '../../errors/checked.js'
import type { Chain, Deployment } from '../../ports/chain.js'
import { balanceOf, move } from './chain/accounts.js'
import { createConnection } from './chain/connection.js'
import { createLedger, headOf, referenceTo } from './chain/ledger.js'
import { mine, reorganize } from './chain/mining.js'
import { createReader } from './chain/reader.js'
import { standInRound } from './chain/rounds.js'
import { recoverStandIn, standInSignature } from './chain/signature.js'
import { createWriter } from './chain/writer.js'

/** What a chain in memory is deployed with; prices and what a lie costs follow. */
export type MemoryChainParameters = Omit<
  ProtocolParameters,
  'prices' | 'hardSlash'
>

/** How a chain in memory is made. */
export type MemoryChainOptions = {
  readonly parameters?: Partial<MemoryChainParameters> | undefined
  readonly chainId?: number | undefined
  /** Seconds since the epoch of the first block. Default 1,700,000,000. */
  readonly timestamp?: number | undefined
  /** Wei that every account starts with. Default 10,000 ether. */
  readonly balance?: bigint | undefined
  /** Another seed gives other block hashes, hence other committees. */
  readonly seed?: string | undefined
  /** Whether each transaction gets its own block at once. Default true. */
  readonly autoMine?: boolean | undefined
  /** For timeouts of calls and watchers, not for the time of blocks. */
  readonly clock?: Clock | undefined
  /** Whose signature of a digest it is, where accounts have keys. Default: the stand-ins of this chain. */
  readonly recover?:
    | ((digest: Digest, signature: CompactSignature) => Address)
    | undefined
  /** Whether the beacon signed a round so. Default: only what `signRound` makes. */
  readonly isRoundSignature?:
    | ((round: number, signature: Hex) => boolean)
    | undefined
}

/** The chain as its operator sees it: time, blocks and faults. */
export type MemoryChain = {
  readonly deployment: Deployment
  /** The port, for one account. */
  readonly connect: (account: Address) => Chain
  /**
   * Makes blocks of what waits.
   *
   * @param options - `blocks`, default 1; `seconds` between each and its
   *   parent, default 1.
   */
  readonly mine: (options?: {
    readonly blocks?: number | undefined
    readonly seconds?: number | undefined
  }) => BlockReference
  /** Accounts in memory have no keys: what this chain takes for the signature of one. */
  readonly signVote: (
    account: Address,
    vote: VoteParameters,
  ) => CompactSignature
  /** What this chain takes for an account's word that it saw a seal. */
  readonly signAcknowledgement: (
    account: Address,
    acknowledgement: AcknowledgementParameters,
  ) => CompactSignature
  /** What this chain takes for a new key's consent to sign for a seat. */
  readonly signSigner: (
    account: Address,
    signer: SignerParameters,
  ) => CompactSignature
  /** What this chain takes for the signature of an order, by its payer or a session key. */
  readonly signOrder: (account: Address, order: OrderParameters) => Hex
  /** What this chain takes for the beacon's signature of a round: `postRound` brings it. */
  readonly signRound: (round: number) => Hex
  readonly setAutoMine: (isOn: boolean) => void
  /** Transactions that wait for a block. */
  readonly pending: () => number
  readonly setBalance: (account: Address, wei: bigint) => void
  /**
   * Replaces the newest `depth` blocks by as many others.
   *
   * @param options - `keepTransactions`: whether those of the old blocks come
   *   again in the new ones. Default true.
   */
  readonly reorganize: (options: {
    readonly depth: number
    readonly keepTransactions?: boolean | undefined
  }) => void
  /** From now on every call fails with `ChainUnreachableError`. */
  readonly stop: () => void
  readonly start: () => void
}

const gwei = 1_000_000_000n
const ether = gwei * gwei

const defaultParameters: MemoryChainParameters = {
  asset: `0x${'00'.repeat(20)}`,
  unit: gwei,
  bond: ether,
  minimumShare: 10n ** 14n,
  slashBps: 1000,
  protocolFeeBps: 100,
  maximumSeats: 1000,
  epoch: 7200,
  commitWindow: 120,
  revealWindow: 300,
  proofWindow: 3600,
  appealWindow: 3600,
  unbondingPeriod: 86_400,
  minimumStay: 0,
  blockSeeds: 'all-orders',
  beacon: {
    address: `0x${'be'.repeat(20)}`,
    genesis: 1_600_000_000,
    period: 3,
  },
  seedDelay: 6,
  outage: 7200,
  treasury: `0x${'0a'.repeat(20)}`,
  sink: `0x${'0b'.repeat(20)}`,
}

/**
 * The contracts in memory, for tests: the same rules, errors and events as on a
 * real chain, because both are held to the same conformance suite and to the
 * same random histories. Time moves only with blocks.
 *
 * @example
 * ```ts
 * import { memoryChain } from '@aichain/sdk/testing'
 *
 * const chain = memoryChain({ autoMine: false })
 * const alice = chain.connect('0x00000000000000000000000000000000000a11ce')
 * const joining = alice.join({ owner: alice.account, amount: 2n * 10n ** 18n })
 * chain.mine({ seconds: 12 })
 * ```
 */
export function memoryChain(options: MemoryChainOptions = {}): MemoryChain {
  const { clock = systemClock } = options
  const ledger = createLedger({
    deployment: deploymentOn(options.chainId ?? 31_337),
    parameters: parametersWith(options.parameters),
    timestamp: options.timestamp ?? 1_700_000_000,
    seed: options.seed ?? 'aichain',
    initialBalance: options.balance ?? 10_000n * ether,
    recover: options.recover ?? recoverStandIn,
    isRoundSignature:
      options.isRoundSignature ??
      ((round, signature) => signature === standInRound(round)),
  })
  const connection = createConnection(clock)
  let isAutoMining = options.autoMine ?? true
  const mineBlocks: MemoryChain['mine'] = ({
    blocks = 1,
    seconds = 1,
  } = {}) => {
    for (let count = 0; count < blocks; count += 1) mine(ledger, seconds)
    connection.notify()
    return referenceTo(headOf(ledger))
  }
  const onSent = () => {
    if (isAutoMining) mineBlocks()
  }
  return {
    deployment: ledger.deployment,
    connect: (account) => ({
      ...createReader(ledger, connection),
      ...createWriter(ledger, connection, account, onSent),
    }),
    mine: mineBlocks,
    ...standIns,
    setAutoMine: (isOn) => {
      isAutoMining = isOn
    },
    pending: () => ledger.pool.length,
    setBalance: (account, wei) => {
      for (const { state } of ledger.blocks)
        move(state, account, wei - balanceOf(state, account))
    },
    reorganize: ({ depth, keepTransactions = true }) => {
      reorganize(ledger, depth, keepTransactions)
      connection.notify()
    },
    stop: connection.cut,
    start: connection.mend,
  }
}

const standIns = {
  signVote: (account, vote) => standInSignature(account, voteDigest(vote)),
  signAcknowledgement: (account, acknowledgement) =>
    standInSignature(account, acknowledgementDigest(acknowledgement)),
  signSigner: (account, signer) =>
    standInSignature(account, signerDigest(signer)),
  signOrder: (account, order) => {
    const digest = checked(orderDigest(order), 'order', order)
    return expandSignature(standInSignature(account, digest))
  },
  signRound: standInRound,
} satisfies Partial<MemoryChain>

function parametersWith(
  changes: Partial<MemoryChainParameters> = {},
): ProtocolParameters {
  const chosen = { ...defaultParameters, ...changes }
  return { ...chosen, prices: pricesOf(chosen), hardSlash: hardSlash(chosen) }
}

function deploymentOn(chainId: number): Deployment {
  return {
    chainId,
    consensus: `0x${'c0'.repeat(20)}`,
    modelRegistry: `0x${'de'.repeat(20)}`,
    fromBlock: 0n,
  }
}
