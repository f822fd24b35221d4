import type { Hex } from '@aichain/base'
import { systemClock } from '@aichain/base'
import { createClient, http } from 'viem'
import { createConnection } from '../../src/adapters/memory/chain/connection.js'
import {
  createLedger,
  headOf,
  type Ledger,
} from '../../src/adapters/memory/chain/ledger.js'
import { mine } from '../../src/adapters/memory/chain/mining.js'
import { createReader } from '../../src/adapters/memory/chain/reader.js'
import { createWriter } from '../../src/adapters/memory/chain/writer.js'
import { viemChain } from '../../src/adapters/viem/viem-chain.js'
import type { ProtocolParameters } from '../../src/core/task/parameters.js'
import type { BlockReference } from '../../src/core/task/task.js'
import type { Chain, Deployment } from '../../src/ports/chain.js'
import { conformanceParameters } from '../../src/testing/chain-fixture.js'
import { type Anvil, fund, rpc } from '../anvil.js'
import { deployContracts } from '../deploy-contracts.js'
import { accountAt, signatures } from '../viem-fixture.js'
import { recoverSigner } from './recover-signer.js'

/** What came of a call: its value, or the error that it failed with. */
export type Outcome = { readonly value: unknown } | { readonly error: unknown }

/** The contracts on anvil, and in memory with the very same blocks. */
export type TwinChains = {
  readonly parameters: ProtocolParameters
  /** For reading; account 0 asks. */
  readonly real: Chain
  readonly memory: Chain
  /** Makes the same call for an account on both. */
  readonly call: (
    account: number,
    work: (chain: Chain) => Promise<unknown>,
  ) => Promise<{ readonly real: Outcome; readonly memory: Outcome }>
  /** Lets time pass on both, in one block. */
  readonly pass: (seconds: number) => Promise<void>
}

/** Deploys on a running anvil, and follows it in memory from there on. */
export async function openTwinChains(
  anvil: Anvil,
  accounts: number,
): Promise<TwinChains> {
  const deployed = await deployContracts(anvil.url, conformanceParameters)
  const { deployment, parameters } = deployed
  const chains = await Promise.all(
    Array.from({ length: accounts }, (_, index) =>
      connect(anvil, deployment, index),
    ),
  )
  const [real] = chains as [Chain]
  const ledger = await ledgerBeside(real, deployment, parameters)
  const connection = createConnection(systemClock)
  const follow = () => mineAlike(ledger, real)
  let newest: readonly BlockReference[] = []
  const reader = createReader(ledger, connection)
  const inMemory = (index: number): Chain => ({
    ...reader,
    ...createWriter(ledger, connection, accountAt(index).address, () => {
      // The block that holds the same transaction on the other chain.
      for (const block of newest) mineOne(ledger, block)
    }),
  })
  await follow()
  return {
    parameters,
    real,
    memory: inMemory(0),
    call: async (account, work) => {
      await nextSecond(anvil, real)
      const there = await outcomeOf(work(chains[account] as Chain))
      newest = await newBlocks(ledger, real)
      const here = await outcomeOf(work(inMemory(account)))
      // Blocks whose transaction was refused here would else be missing.
      await follow()
      return { real: there, memory: here }
    },
    pass: async (seconds) => {
      const { timestamp } = await real.getHead()
      await rpc(anvil.url, 'evm_setNextBlockTimestamp', timestamp + seconds)
      await rpc(anvil.url, 'evm_mine')
      await follow()
    },
  }
}

async function connect(
  anvil: Anvil,
  deployment: Deployment,
  index: number,
): Promise<Chain> {
  const account = accountAt(index)
  await fund(anvil.url, account.address)
  const transport = http(anvil.url)
  const client = createClient({ transport, account, pollingInterval: 5 })
  return viemChain({ client, deployment })
}

async function ledgerBeside(
  real: Chain,
  deployment: Deployment,
  parameters: ProtocolParameters,
): Promise<Ledger> {
  const first = await real.getBlock(0n)
  const known = new Map<number, Hex>()
  const signatureOf = (round: number) => {
    const signature = known.get(round) ?? signatures.signRound(round)
    known.set(round, signature)
    return signature
  }
  return createLedger({
    deployment,
    parameters,
    timestamp: first?.timestamp ?? 0,
    seed: 'twin',
    initialBalance: 10n ** 22n,
    recover: recoverSigner,
    isRoundSignature: (round, signature) => signatureOf(round) === signature,
  })
}

/** Blocks of anvil that memory has not. */
async function newBlocks(
  ledger: Ledger,
  real: Chain,
): Promise<readonly BlockReference[]> {
  const { number: last } = await real.getHead()
  const blocks: BlockReference[] = []
  for (let number = headOf(ledger).number + 1n; number <= last; number += 1n) {
    const block = await real.getBlock(number)
    if (block) blocks.push(block)
  }
  return blocks
}

async function mineAlike(ledger: Ledger, real: Chain): Promise<void> {
  for (const block of await newBlocks(ledger, real)) mineOne(ledger, block)
}

function mineOne(ledger: Ledger, { timestamp, hash }: BlockReference): void {
  mine(ledger, timestamp - headOf(ledger).timestamp, hash)
}

/** The next block is a second later, as what is simulated in memory sees it. */
async function nextSecond(anvil: Anvil, real: Chain): Promise<void> {
  const { timestamp } = await real.getHead()
  await rpc(anvil.url, 'evm_setNextBlockTimestamp', timestamp + 1)
}

async function outcomeOf(work: Promise<unknown>): Promise<Outcome> {
  return work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
}
