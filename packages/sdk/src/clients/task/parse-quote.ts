import { InvalidArgumentError } from '@aichain/base'
import {
  type Check,
  integer,
  matching,
  object,
  optional,
} from '@aichain/base/check'
import { decimal } from './decimal.js'
import { type Quote, quoteWithJson } from './quote.js'

const share = matching(
  (value) => typeof value === 'number' && value >= 0 && value <= 1,
  'a number from 0 to 1',
)
const count = integer(0)

const checkQuote: Check = object({
  committeeSize: integer(3, 15),
  quorum: integer(1, 15),
  minimumFee: decimal,
  maximumFee: decimal,
  seats: count,
  adversaryShare: share,
  outageRate: share,
  quorumProbability: share,
  probabilityWrong: share,
  probabilityStuck: share,
  maximumWait: count,
  context: optional(
    object({ tokens: optional(count), atMost: optional(count), limit: count }),
  ),
})

/**
 * The quote that `JSON.stringify` wrote.
 *
 * @param json - What `JSON.parse` gave.
 * @throws InvalidArgumentError - It is no quote.
 *
 * @example
 * ```ts
 * import { parseQuote, type TaskClient } from '@aichain/sdk'
 *
 * export async function remember(tasks: TaskClient) {
 *   const text = JSON.stringify(await tasks.quote())
 *   return parseQuote(JSON.parse(text)).minimumFee
 * }
 * ```
 */
export function parseQuote(json: unknown): Quote {
  const reason = checkQuote(json)
  if (reason !== undefined) {
    const expected = `a quote as JSON: ${reason}`
    throw new InvalidArgumentError({ argument: 'json', expected, actual: json })
  }
  const quote = json as Omit<Quote, 'minimumFee' | 'maximumFee'> & {
    readonly minimumFee: string
    readonly maximumFee: string
  }
  const { minimumFee, maximumFee } = quote
  return quoteWithJson({
    ...quote,
    minimumFee: BigInt(minimumFee),
    maximumFee: BigInt(maximumFee),
  })
}
