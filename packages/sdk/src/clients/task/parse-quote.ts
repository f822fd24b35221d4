import { InvalidArgumentError, isDigest, isRawCid } from '@aichain/base'
import {
  type Check,
  integer,
  list,
  matching,
  object,
  oneOf,
  optional,
} from '@aichain/base/check'
import { decimal } from './decimal.js'
import { type Quote, quoteWithJson } from './quote.js'

const share = matching(
  (value) => typeof value === 'number' && value >= 0 && value <= 1,
  'a number from 0 to 1',
)
const count = integer(0)

const price = object({ share: decimal, fee: decimal, places: count })

const checkQuote: Check = object({
  model: matching(isRawCid, 'a raw CIDv1'),
  list: matching(isDigest, '32 bytes in lower-case hexadecimal'),
  committeeSize: integer(3, 15),
  quorum: integer(1, 15),
  fee: decimal,
  share: decimal,
  roundTip: decimal,
  seed: oneOf('beacon', 'block'),
  minimumFee: decimal,
  maximumFee: decimal,
  places: count,
  minimumPlaces: count,
  listPlaces: count,
  prices: (value) =>
    Array.isArray(value) && value.length === 4
      ? list(price)(value)
      : 'must be a list of four',
  appealable: matching((value) => typeof value === 'boolean', 'true or false'),
  keptIfUndecided: decimal,
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

const amounts = [
  ...['fee', 'share', 'roundTip'],
  ...['minimumFee', 'maximumFee', 'keptIfUndecided'],
] as const

/**
 * The quote that `JSON.stringify` wrote.
 *
 * @param json - What `JSON.parse` gave.
 * @throws InvalidArgumentError - It is no quote.
 *
 * @example
 * ```ts
 * import { type Cid, parseQuote, type TaskClient } from '@aichain/sdk'
 *
 * export async function remember(tasks: TaskClient, model: Cid) {
 *   const text = JSON.stringify(await tasks.quote({ model }))
 *   return parseQuote(JSON.parse(text)).fee
 * }
 * ```
 */
export function parseQuote(json: unknown): Quote {
  const reason = checkQuote(json)
  if (reason !== undefined) {
    const expected = `a quote as JSON: ${reason}`
    throw new InvalidArgumentError({ argument: 'json', expected, actual: json })
  }
  const { prices, ...quote } = json as { readonly prices: readonly object[] }
  return quoteWithJson({
    ...revive(quote, amounts),
    prices: prices.map((each) => revive(each, ['share', 'fee'])),
  } as unknown as Quote)
}

/** Decimal text of an object's JSON as the numbers that it stands for. */
function revive(json: object, keys: readonly string[]): object {
  const entries = Object.entries(json).map(([key, value]) => [
    key,
    keys.includes(key) ? BigInt(value) : value,
  ])
  return Object.fromEntries(entries)
}
