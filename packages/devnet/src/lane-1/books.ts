import { strict as assert } from 'node:assert'
import type { Address, Chain } from '@aichain/sdk'
import { consensusAbi } from '@aichain/sdk/abi'
import type { Client, Transport, Chain as ViemChain } from 'viem'
import { readContract } from 'viem/actions'

/** Whom the contract owes what while no task is open. Amounts in wei. */
export type Books = {
  /** Bond and rewards, by seat. */
  readonly seats: readonly bigint[]
  /** What each account may withdraw. */
  readonly credits: Readonly<Record<Address, bigint>>
  readonly treasury: bigint
  readonly sink: bigint
}

/**
 * Reads what the contract owes, and checks that it holds exactly that.
 *
 * @param accounts - Everybody who may have a credit.
 */
export async function readBooks(
  client: Client<Transport, ViemChain>,
  chain: Chain,
  accounts: readonly Address[],
): Promise<Books> {
  const contract = {
    abi: consensusAbi,
    address: chain.deployment.consensus,
  } as const
  const [seats, credits, treasury, sink, holdings] = await Promise.all([
    readSeats(chain),
    Promise.all(accounts.map((account) => chain.getCredit(account))),
    readContract(client, { ...contract, functionName: 'owedTreasury' }),
    readContract(client, { ...contract, functionName: 'owedSink' }),
    chain.getBalance(contract.address),
  ])
  const owed = sum([...seats, ...credits, treasury, sink])
  assert.equal(owed, holdings, 'the contract owes another sum than it holds')
  const entries = accounts.map((account, index) => [account, credits[index]])
  return { seats, credits: Object.fromEntries(entries), treasury, sink }
}

async function readSeats(chain: Chain): Promise<readonly bigint[]> {
  const count = await chain.getSeatCount()
  const seats = Array.from({ length: count }, (_, seat) => chain.getSeat(seat))
  return (await Promise.all(seats)).map((record) => record?.balance ?? 0n)
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n)
}
