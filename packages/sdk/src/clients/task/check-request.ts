import type { Cid } from '@aichain/base'
import {
  bytesToHex,
  InvalidArgumentError,
  MAXIMUM_DOCUMENT_BYTES,
  systemRandom,
} from '@aichain/base'
import { isObject } from '@aichain/base/check'
import {
  encodePrompt,
  type Message,
  type Prompt,
  parsePrompt,
} from '@aichain/inference'
import { PromptInvalidError, PromptTooLargeError } from '../../errors/task.js'
import { checkModel, refuseOtherKeys } from '../reader/check-argument.js'
import type { TermsRequest } from './order-terms.js'
import type { TaskRequest } from './request.js'

/** A request that is in order by itself; the chain may still refuse it. */
export type CheckedRequest = {
  readonly model: Cid
  readonly prompt: Prompt
  /** The prompt's canonical form. */
  readonly bytes: Uint8Array
  readonly committeeSize: number
  /** What it leaves to the network, or chooses itself. */
  readonly terms: TermsRequest
  /** What makes the id, and whether the caller chose it: then the task may exist. */
  readonly identity:
    | { readonly type: 'random'; readonly nonce: bigint }
    | { readonly type: 'nonce'; readonly nonce: bigint }
    | { readonly type: 'key'; readonly key: string }
}

const nonceBytes = 8
const smallestCommittee = 3
const largestCommittee = 15

/** What both a request and a quote can say of the order's terms. */
export const termsKeys = [
  ...['committeeSize', 'fee', 'minimumPlaces'],
  ...['roundTip', 'seed'],
]

const keys = [
  ...['model', 'messages', 'maxNewTokens'],
  ...['idempotencyKey', 'nonce'],
  ...termsKeys,
]

/** Checks what can be checked without asking anybody; throws by name. */
export function checkRequest(request: unknown): CheckedRequest {
  refuseOtherKeys('request', request, keys)
  const { model } = request as TaskRequest
  checkModel(model)
  const terms = checkTerms(request as TaskRequest)
  const { committeeSize } = terms
  const identity = identityOf(request as TaskRequest)
  const prompt = checkPrompt(request as TaskRequest)
  return { model, terms, committeeSize, identity, ...prompt }
}

/** Checks what a request says of the order's terms; throws by name. */
export function checkTerms(
  request: Partial<Record<keyof TermsRequest, unknown>>,
): TermsRequest {
  const { committeeSize = 5, fee, seed, roundTip, minimumPlaces } = request
  checkCommitteeSize(committeeSize)
  checkAmount('fee', fee, 1n)
  checkAmount('roundTip', roundTip, 0n)
  refuseUnless(seed === undefined || seed === 'block' || seed === 'beacon', {
    argument: 'seed',
    expected: 'block or beacon',
    actual: seed,
  })
  const isCount = Number.isInteger(minimumPlaces) && Number(minimumPlaces) >= 0
  refuseUnless(
    minimumPlaces === undefined || (isCount && Number(minimumPlaces) < 65_536),
    {
      argument: 'minimumPlaces',
      expected: 'a whole number from 0 to 65535',
      actual: minimumPlaces,
    },
  )
  return { committeeSize, fee, seed, roundTip, minimumPlaces } as TermsRequest
}

function checkAmount(argument: string, amount: unknown, least: bigint): void {
  const isAmount = typeof amount === 'bigint' && amount >= least
  const expected = `a ${least > 0n ? 'positive ' : ''}bigint, in wei`
  refuseUnless(amount === undefined || isAmount, {
    argument,
    expected,
    actual: amount,
  })
}

function refuseUnless(
  condition: boolean,
  fault: ConstructorParameters<typeof InvalidArgumentError>[0],
): void {
  if (!condition) throw new InvalidArgumentError(fault)
}

function identityOf(request: TaskRequest): CheckedRequest['identity'] {
  const { nonce, idempotencyKey: key } = request
  if (key !== undefined) {
    checkKey(key, nonce)
    return { type: 'key', key }
  }
  if (nonce === undefined) {
    const random = BigInt(bytesToHex(systemRandom(nonceBytes)))
    return { type: 'random', nonce: random }
  }
  checkNonce(nonce)
  return { type: 'nonce', nonce }
}

function checkKey(key: unknown, nonce: unknown): void {
  // A lone surrogate is hashed as U+FFFD, and so would be any other.
  const isText =
    typeof key === 'string' && key !== '' && !/\p{Surrogate}/u.test(key)
  if (isText && nonce === undefined) return
  throw new InvalidArgumentError({
    argument: 'idempotencyKey',
    expected: 'well-formed text that is not empty, without a nonce beside it',
    actual: key,
  })
}

function checkNonce(nonce: unknown): void {
  const isPossible =
    typeof nonce === 'bigint' && BigInt.asUintN(8 * nonceBytes, nonce) === nonce
  if (isPossible) return
  throw new InvalidArgumentError({
    argument: 'nonce',
    expected: 'a bigint from 0 to 2^64 - 1',
    actual: nonce,
  })
}

/** Throws unless a committee may have this size. */
export function checkCommitteeSize(size: unknown): void {
  const isPossible =
    Number.isInteger(size) &&
    Number(size) >= smallestCommittee &&
    Number(size) <= largestCommittee
  if (isPossible) return
  throw new InvalidArgumentError({
    argument: 'committeeSize',
    expected: `a whole number from ${smallestCommittee} to ${largestCommittee}`,
    actual: size,
  })
}

/** A conversation as a prompt, with its canonical bytes; throws by name. */
export function checkPrompt(parameters: {
  readonly messages: readonly Message[]
  readonly maxNewTokens?: number | undefined
}): { readonly prompt: Prompt; readonly bytes: Uint8Array } {
  const { messages, maxNewTokens } = parameters
  checkTokens(maxNewTokens)
  const fault = findFault(messages)
  if (fault) throw new PromptInvalidError(fault)
  const prompt: Prompt = {
    type: 'aichain/prompt/1',
    messages,
    ...(maxNewTokens === undefined ? {} : { maxNewTokens }),
  }
  const bytes = encodePrompt(prompt)
  refuseLongPrompt(bytes, MAXIMUM_DOCUMENT_BYTES)
  const parsed = parsePrompt(bytes)
  // Not `prompt`: its messages are the caller's list, which may grow meanwhile.
  if (parsed.ok) return { prompt: parsed.value, bytes }
  throw new PromptInvalidError({ reason: parsed.reason })
}

type Fault = { readonly reason: string; readonly advice?: string }

/** What is wrong with a list of messages, beyond what every document checks. */
function findFault(messages: unknown): Fault | undefined {
  const wanted = 'a list of { role, content }, the last one from the user'
  if (!Array.isArray(messages)) {
    const reason = 'messages: must be a list'
    return { reason, advice: `Pass \`messages\`: ${wanted}.` }
  }
  if (messages.length === 0) {
    const reason = 'messages: must have at least 1 element'
    return { reason, advice: 'Pass at least one message, from the user.' }
  }
  for (const [index, message] of messages.entries()) {
    const fault = findMessageFault(message)
    if (!fault) continue
    const reason = `messages[${index}]${fault.reason}`
    return { ...fault, reason }
  }
  if (messages.at(-1).role === 'user') return undefined
  const reason = 'messages: the last one must be from the user'
  return { reason, advice: 'End the messages with the one to be answered.' }
}

const roles = ['system', 'user', 'assistant']

function findMessageFault(message: unknown): Fault | undefined {
  if (!isObject(message)) {
    const advice = 'Pass each message as { role, content }.'
    return { reason: ': must be an object', advice }
  }
  const { role, content } = message
  if (!roles.includes(role as string)) {
    const shown = typeof role === 'string' ? JSON.stringify(role) : typeof role
    const reason = `.role: must be system, user or assistant, not ${shown}`
    return { reason, advice: 'Give each message one of the three roles.' }
  }
  if (typeof content !== 'string') {
    const advice = 'Give each message its text as `content`.'
    return { reason: '.content: must be text', advice }
  }
  // A model may have had nothing to say; who asks must have.
  if (content.trim() !== '' || role === 'assistant') return undefined
  const advice = 'Leave out empty messages, and ask only when there is text.'
  return { reason: '.content: is empty', advice }
}

/** Throws if a prompt has more bytes than somebody accepts. */
export function refuseLongPrompt(bytes: Uint8Array, maximum: number): void {
  if (bytes.length <= maximum) return
  throw new PromptTooLargeError({ size: bytes.length, maximum })
}

function checkTokens(maxNewTokens: unknown): void {
  if (maxNewTokens === undefined) return
  if (Number.isSafeInteger(maxNewTokens) && Number(maxNewTokens) > 0) return
  throw new InvalidArgumentError({
    argument: 'maxNewTokens',
    expected: 'a positive whole number',
    actual: maxNewTokens,
  })
}
