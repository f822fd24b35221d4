import { type Address, equalHex, type Hex } from '@aichain/base'
import { getBlock, getBlockNumber, getTransactionCount } from 'viem/actions'
import type { AnyClient } from './any-client.js'

/** What a transaction does, and whose it is. */
export type SentTransaction = {
  readonly hash: Hex
  readonly from: Address
  readonly to: Address
  readonly input: Hex
  readonly value: bigint
}

/** The transaction that took another's place; the same act if only its price differs. */
export type Replacement = {
  readonly hash: Hex
  readonly isSameAct: boolean
}

/** How many of the newest blocks are searched. */
const SEARCHED_BLOCKS = 32n

/**
 * Finds the transaction in a block that has the sender and nonce of one that
 * is in none. Only a transaction found proves it: an endpoint's count alone can
 * be ahead of its receipts.
 */
export async function findReplacement(
  client: AnyClient,
  sent: SentTransaction,
  nonce: number,
): Promise<Replacement | undefined> {
  const count = await getTransactionCount(client, { address: sent.from })
  if (count <= nonce) return undefined
  const head = await getBlockNumber(client, { cacheTime: 0 })
  for (let depth = 0n; depth < SEARCHED_BLOCKS && depth <= head; depth += 1n) {
    const found = await findInBlock(client, head - depth, sent.from, nonce)
    if (found === undefined) continue
    return found.hash === sent.hash
      ? undefined
      : { hash: found.hash, isSameAct: isSameAct(found, sent) }
  }
  return undefined
}

async function findInBlock(
  client: AnyClient,
  blockNumber: bigint,
  from: Address,
  nonce: number,
) {
  const { transactions } = await getBlock(client, {
    blockNumber,
    includeTransactions: true,
  })
  return transactions.find(
    (each) => each.nonce === nonce && equalHex(each.from, from),
  )
}

function isSameAct(
  found: {
    readonly to: Address | null
    readonly input: Hex
    readonly value: bigint
  },
  sent: SentTransaction,
): boolean {
  return (
    equalHex(found.to ?? '0x', sent.to) &&
    found.input === sent.input &&
    found.value === sent.value
  )
}
