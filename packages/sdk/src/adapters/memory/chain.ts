import type { Address, Clock } from '@aichain/base'
import { systemClock } from '@aichain/base'
import type { CompactSignature } from '../../core/encoding/compact-signature.js'
import type { ProtocolParameters } from '../../core/task/parameters.js'
import type { BlockReference } from '../../core/task/task.js'
import { voteDigest } from '../../core/vote/vote-digest.js'
import type { VoteParameters } from '../../core/vote/vote-typed-data.js'
import type { Chain, Deployment } from '../../ports/chain.js'
import { createConnection } from './chain/connection.js'
import { createLedger, headOf, referenceTo } from './chain/ledger.js'
import { mine, reorganize } from './chain/mining.js'
import { createReader } from './chain/reader.js'
import { standInSignature } from './chain/signature.js'
import { createWriter } from './chain/writer.js'

/** How a chain in memory is made. */
export type MemoryChainOptions = {
  readonly parameters?: Partial<ProtocolParameters> | undefined
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

const defaultParameters: ProtocolParameters = {
  asset: `0x${'00'.repeat(20)}`,
  bond: ether,
  minimumFeePerSeat: 10n ** 14n,
  slashBps: 1000,
  protocolFeeBps: 100,
  maximumSeats: 1000,
  activationDelay: 1,
  exitNotice: 1,
  commitWindow: 120,
  revealWindow: 300,
  proofWindow: 3600,
  unbondingPeriod: 86_400,
  exclusiveWindow: 20,
  appealWindow: 3600,
  treasury: `0x${'0a'.repeat(20)}`,
  sink: `0x${'0b'.repeat(20)}`,
}

/**
 * Both contracts in memory, for tests: the same rules, errors and events as on
 * a real chain, because both are held to the same conformance suite. Time moves
 * only with blocks.
 *
 * @example
 * ```ts
 * import { memoryChain } from '@aichain/sdk/testing'
 *
 * const chain = memoryChain({ autoMine: false })
 * const alice = chain.connect('0x00000000000000000000000000000000000a11ce')
 * const joining = alice.join({ owner: alice.account, bond: 10n ** 18n })
 * chain.mine({ seconds: 12 })
 * ```
 */
export function memoryChain(options: MemoryChainOptions = {}): MemoryChain {
  const { parameters, clock = systemClock } = options
  const ledger = createLedger({
    deployment: deploymentOn(options.chainId ?? 31_337),
    parameters: { ...defaultParameters, ...parameters },
    timestamp: options.timestamp ?? 1_700_000_000,
    seed: options.seed ?? 'aichain',
    initialBalance: options.balance ?? 10_000n * ether,
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
    signVote: (account, vote) => standInSignature(account, voteDigest(vote)),
    setAutoMine: (isOn) => {
      isAutoMining = isOn
    },
    pending: () => ledger.pool.length,
    setBalance: (account, wei) => {
      for (const { state } of ledger.blocks) {
        state.balances.set(account.toLowerCase(), wei)
      }
    },
    reorganize: ({ depth, keepTransactions = true }) => {
      reorganize(ledger, depth, keepTransactions)
      connection.notify()
    },
    stop: connection.cut,
    start: connection.mend,
  }
}

function deploymentOn(chainId: number): Deployment {
  return {
    chainId,
    consensus: `0x${'c0'.repeat(20)}`,
    modelRegistry: `0x${'de'.repeat(20)}`,
    fromBlock: 0n,
  }
}
