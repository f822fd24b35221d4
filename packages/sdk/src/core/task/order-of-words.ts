import { cidFromDigest } from '@aichain/base'
import { fromUnits } from '../encoding/units.js'
import type { ListTerms } from './list.js'
import type { ListWords } from './list-id.js'
import type { OrderWords } from './order-words.js'
import type { Order } from './task.js'

/**
 * The order that the contracts tell. Inverse of `orderWords`.
 *
 * @param unit - Of the deployment, in wei.
 *
 * @example
 * ```ts
 * import { feeOf, type OrderWords, orderOfWords } from '@aichain/sdk/core'
 *
 * const feeInWei = (words: OrderWords) => feeOf(orderOfWords(words, 10n ** 9n))
 * ```
 */
export function orderOfWords(words: OrderWords, unit: bigint): Order {
  return {
    ...listOfWords(words),
    prompt: cidFromDigest(words.prompt),
    committeeSize: words.committeeSize,
    share: fromUnits(words.share, unit),
    roundTip: fromUnits(BigInt(words.roundTip), unit),
    minimumPlaces: words.minimumPlaces,
    seed: words.seed === 1 ? 'block' : 'beacon',
    nonce: words.nonce,
  }
}

/**
 * The list that the contracts tell. Inverse of `listWords`.
 *
 * @example
 * ```ts
 * import { listOfWords, type ListWords } from '@aichain/sdk/core'
 *
 * const modelOf = (words: ListWords) => listOfWords(words).model
 * ```
 */
export function listOfWords(words: ListWords): ListTerms {
  const model = cidFromDigest(words.model)
  if (BigInt(words.author) === 0n) return { model }
  return {
    model,
    author: { address: words.author, shareBps: words.authorBps },
  }
}
