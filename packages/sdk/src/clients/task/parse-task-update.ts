import {
  InvalidArgumentError,
  isAddress,
  isDigest,
  isRawCid,
} from '@aichain/base'
import {
  type Check,
  integer,
  isObject,
  list,
  matching,
  object,
  oneOf,
  optional,
  text,
} from '@aichain/base/check'
import { encodeOutput, type Output, parseOutput } from '@aichain/inference'
import { checkReceipt } from '../../core/receipt/receipt.js'
import { parseError } from '../../errors/known-error.js'
import { decimal } from './decimal.js'
import { stamped } from './stamp.js'
import type { TaskUpdate } from './update.js'

const digest = matching(isDigest, '32 bytes in lower-case hexadecimal')
const rawCid = matching(isRawCid, 'a raw CIDv1')
const time = matching(Number.isFinite, 'a time in milliseconds')
const member = integer(0, 14)
const seat = integer(0, 65_535)
const size = integer(0, 15)

const voted = matching(
  (value) => value === 'unavailable' || isRawCid(value),
  'a raw CIDv1, or unavailable',
)

const ballot: Check = (value) => {
  const type = isObject(value) ? value.type : undefined
  if (type === 'committed') {
    return object({ type: oneOf('committed'), commitment: digest })(value)
  }
  return type === 'revealed'
    ? object({ type: oneOf('revealed'), output: voted })(value)
    : object({ type: oneOf('none', 'uncounted') })(value)
}

const checkMember = object({
  member,
  seat,
  signer: matching(isAddress, '20 bytes in hexadecimal'),
  ballot,
})

const output: Check = (value) => {
  if (!isObject(value)) return 'must be an object'
  const parsed = parseOutput(encodeOutput(value as unknown as Output))
  if (!parsed.ok) return parsed.reason
  return parsed.value.finishReason === 'error' ? 'is no answer' : undefined
}

const flag = matching((value) => typeof value === 'boolean', 'true or false')

const checkVerdict = object({
  state: oneOf('open', 'decided', 'undecided'),
  output: optional(rawCid),
  committeeSize: size,
  votes: size,
  isFinal: flag,
  overturned: flag,
  isVoid: flag,
  appealable: flag,
  appealableUntil: optional(integer(0)),
})

const vote = { member, seat, count: size, of: size }

/** What each kind of update holds, beside `type` and `at`. */
const fields: Readonly<
  Record<TaskUpdate['type'], Readonly<Record<string, Check>>>
> = {
  'awaiting-signature': { task: digest, prompt: rawCid, fee: decimal },
  'transaction-sent': { task: digest, transactionHash: digest },
  'prompt-stored': { task: digest, prompt: rawCid },
  posted: {
    task: digest,
    transactionHash: digest,
    blockNumber: decimal,
    fee: decimal,
  },
  'committee-drawn': { members: list(checkMember) },
  'vote-committed': vote,
  'vote-revealed': {
    ...vote,
    output: voted,
  },
  'vote-uncounted': { member, seat },
  convened: { members: list(member) },
  decided: { output: rawCid, winners: list(member) },
  reorganized: { ancestor: decimal },
  reconnecting: {
    reason: oneOf('unreachable', 'no-blocks'),
    since: time,
  },
  reconnected: {},
  answer: {
    answer: object({
      text: text(),
      output,
      outputCid: rawCid,
      task: digest,
      verdict: checkVerdict,
      receipt: checkReceipt,
    }),
  },
  appealed: { appeal: digest, attempt: integer(1) },
  final: { verdict: checkVerdict },
  refund: {
    amount: decimal,
    kept: decimal,
    reason: oneOf('below-quorum', 'unavailable', 'no-votes', 'not-drawn'),
  },
  error: { error: (value) => (isObject(value) ? undefined : 'is no error') },
}

const bigints = ['fee', 'blockNumber', 'ancestor', 'amount', 'kept']

/**
 * The update that `JSON.stringify` wrote; of an error, an error of its own class.
 *
 * @param json - What `JSON.parse` gave.
 * @throws InvalidArgumentError - It is no update.
 *
 * @example
 * ```ts
 * import { parseTaskUpdate, type TaskUpdate } from '@aichain/sdk'
 *
 * // In a worker: what is posted as text arrives whole.
 * export const send = (update: TaskUpdate) => postMessage(JSON.stringify(update))
 * export const receive = (text: string) => parseTaskUpdate(JSON.parse(text))
 * ```
 */
export function parseTaskUpdate(json: unknown): TaskUpdate {
  const reason = faultOf(json)
  if (reason !== undefined) {
    const expected = `an update as JSON: ${reason}`
    throw new InvalidArgumentError({ argument: 'json', expected, actual: json })
  }
  const entries = Object.entries(json as object).map(([key, value]) => [
    key,
    revive(key, value),
  ])
  return stamped(Object.fromEntries(entries))
}

function faultOf(json: unknown): string | undefined {
  const type = isObject(json) ? json.type : undefined
  const kind = Object.entries(fields).find(([name]) => name === type)
  if (!kind) return 'it has no known type'
  return object({ type: oneOf(kind[0]), at: time, ...kind[1] })(json)
}

function revive(key: string, value: unknown): unknown {
  if (bigints.includes(key)) return BigInt(value as string)
  return key === 'error' ? parseError(value) : value
}
