import { systemClock } from '@aichain/base'
import type { TransactionReceipt } from 'viem'
import { getTransaction, getTransactionReceipt } from 'viem/actions'
import { TransactionReplacedError } from '../../errors/chain.js'
import type { AnyClient } from './any-client.js'
import { chainError } from './chain-error.js'
import type { OpenConnection } from './connection.js'
import { findReplacement, type SentTransaction } from './replacement.js'

/** A transaction that was sent; its nonce, where that is known. */
type PendingTransaction = SentTransaction & {
  readonly nonce: number | undefined
}

/** Milliseconds without an answer after which the chain counts as gone. */
const UNREACHABLE_AFTER = 30_000
/** Milliseconds before the second look: chains that mine at once take about this long. */
const FIRST_DELAY = 5
/** Replacements are rare, and looking for one takes several requests. */
const LOOKS_PER_SEARCH = 8

/**
 * Waits until a transaction, or one that replaced it at another price, is in a
 * block.
 *
 * viem's own wait looks again only after another block, so that on a chain
 * that mines on demand it can miss a receipt that comes between two of its
 * requests (seen once in 327 deployments), and then waits for ever; it also
 * waits on while the endpoint is away.
 */
export async function waitForReceipt(
  { client, pollingInterval }: OpenConnection,
  sent: PendingTransaction,
  signal: AbortSignal,
): Promise<TransactionReceipt> {
  const look = receiptSearch(client, sent)
  let answeredAt = systemClock.now()
  let delay = Math.min(FIRST_DELAY, pollingInterval)
  for (;;) {
    signal.throwIfAborted()
    try {
      const receipt = await look()
      if (receipt !== undefined) return receipt
      answeredAt = systemClock.now()
    } catch (error) {
      const failure = chainError(error)
      const isOver = systemClock.now() - answeredAt > UNREACHABLE_AFTER
      if (isOver || !failure.isRetryable) throw failure
    }
    await systemClock.sleep(delay, signal)
    delay = Math.min(2 * delay, pollingInterval)
  }
}

/** A function that looks once for the receipt, and now and then for a replacement. */
function receiptSearch(
  client: AnyClient,
  sent: PendingTransaction,
): () => Promise<TransactionReceipt | undefined> {
  let { hash, nonce } = sent
  let looks = 0
  return async () => {
    looks += 1
    const receipt = await orUndefined(getTransactionReceipt(client, { hash }))
    if (receipt !== undefined) return receipt
    // Asked early: endpoints forget a transaction once it is replaced.
    nonce ??= (await orUndefined(getTransaction(client, { hash })))?.nonce
    if (nonce === undefined || looks % LOOKS_PER_SEARCH !== 0) return undefined
    const replacement = await findReplacement(client, sent, nonce)
    if (replacement === undefined) return undefined
    if (!replacement.isSameAct)
      throw new TransactionReplacedError({
        transactionHash: sent.hash,
        replacementHash: replacement.hash,
      })
    hash = replacement.hash
    return undefined
  }
}

async function orUndefined<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    if (/^Transaction(?:Receipt)?NotFoundError$/.test(name)) return undefined
    throw error
  }
}
