import {
  connectionFailure,
  type HttpFailure,
  retryAfter,
  statusFailure,
} from '@aichain/base'
import type { Cause } from './error-causes.js'

/** Names of viem's errors, which survive duplicate copies of viem. */
const unanswered = [
  'HttpRequestError',
  'WebSocketRequestError',
  'SocketClosedError',
  'TimeoutError',
  'SocketEvent',
]
const noConnection =
  /socket (?:has been |is )?closed|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN/i

/**
 * Codes of limits: EIP-1474's, and those of services that have their own.
 *
 * @see {@link https://eips.ethereum.org/EIPS/eip-1474#error-codes}
 */
const LIMIT_CODES: readonly unknown[] = [-32005, -32007, 429]

/**
 * Why the endpoint could not be used, if that is what the error is about;
 * `undefined` where the endpoint answered as one does.
 */
export function endpointFailure(
  causes: readonly Cause[],
  error: unknown,
): HttpFailure | undefined {
  const isLimit = causes.some(({ code }) => LIMIT_CODES.includes(code))
  const isRefusal = causes.some(({ name }) => name === 'RpcRequestError')
  const answer = causes.find(({ status }) => status !== undefined)
  if (answer?.status !== undefined && !(isRefusal && isSpoken(answer.status)))
    return ofAnswer(causes, answer.status, answer.retryAfter)
  if (isLimit) return limit(causes)
  const is = (names: readonly string[]) =>
    causes.some(({ name }) => name !== undefined && names.includes(name))
  if (is(['SyntaxError'])) return notJson(causes)
  if (is(['ResponseBodyTooLargeError'])) {
    const reason = 'its answer is larger than the client takes'
    return { kind: 'size', reason }
  }
  const url = causes.find(({ url }) => url !== undefined)?.url
  const isUnanswered =
    is(unanswered) ||
    causes.some(({ message }) => noConnection.test(message ?? ''))
  return isUnanswered ? connectionFailure(error, url) : undefined
}

/**
 * Some endpoints send the refusal of one call with a status of failure. What
 * speaks JSON-RPC is heard, except where the whole endpoint is meant.
 */
function isSpoken(status: number): boolean {
  return ![401, 407, 429, 502, 503, 504].includes(status)
}

function ofAnswer(
  causes: readonly Cause[],
  status: number,
  wait: string | undefined,
): HttpFailure {
  return statusFailure(status, {
    text: wordsOf(causes),
    retryAfter: retryAfter(wait, Date.now()),
  })
}

function limit(causes: readonly Cause[]): HttpFailure {
  const words = wordsOf(causes)
  const said = words === '' ? '' : `: ${JSON.stringify(words)}`
  return { kind: 'rate', reason: `it limits what it answers${said}` }
}

/** viem keeps no more of the answer than what its parser says of it. */
function notJson(causes: readonly Cause[]): HttpFailure {
  const says = (text: string) =>
    causes.some(({ message }) => message?.includes(text))
  const what = says("'<'")
    ? 'a web page'
    : says('end of')
      ? 'nothing, or half an answer'
      : 'something else'
  return { kind: 'answer', reason: `it answered ${what}, not JSON` }
}

/** What the endpoint said: the innermost words. */
function wordsOf(causes: readonly Cause[]): string {
  return causes.findLast(({ message }) => message !== undefined)?.message ?? ''
}
