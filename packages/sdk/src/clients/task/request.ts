import type { Cid } from '@aichain/base'
import {
  bytesToHex,
  InvalidArgumentError,
  MAXIMUM_DOCUMENT_BYTES,
  systemRandom,
} from '@aichain/base'
import {
  encodePrompt,
  type Message,
  type Prompt,
  parsePrompt,
} from '@aichain/inference'
import { PromptInvalidError, PromptTooLargeError } from '../../errors/task.js'
import { checkModel } from '../reader/check-argument.js'

/** What to ask, of which model, for how much. */
export type TaskRequest = {
  /** The CID of the model's manifest, as `ModelPublisher` gave it. */
  readonly model: Cid
  /** The whole conversation; the last message is the user's. */
  readonly messages: readonly Message[]
  /** Wei, for the whole committee; `TaskClient.quote` tells the minimum. */
  readonly fee: bigint
  /** Nodes that answer independently, 3 to 15. Default 5. */
  readonly committeeSize?: number | undefined
  /** At most this many tokens; the model's own limit applies beyond it. */
  readonly maxNewTokens?: number | undefined
  /**
   * Makes the task's id, together with everything else; at most 64 bits. The
   * same request with the same nonce is one task and paid once, however often
   * it is sent. Default: a random one.
   */
  readonly nonce?: bigint | undefined
}

/** A request that is in order by itself; the chain may still refuse it. */
export type CheckedRequest = {
  readonly model: Cid
  readonly prompt: Uint8Array
  readonly fee: bigint
  readonly committeeSize: number
  readonly nonce: bigint
}

const nonceBytes = 8
const smallestCommittee = 3
const largestCommittee = 15

/** Checks what can be checked without asking anybody; throws by name. */
export function checkRequest(request: TaskRequest): CheckedRequest {
  const { model, fee, committeeSize = 5, nonce = randomNonce() } = request
  checkModel(model)
  if (typeof fee !== 'bigint' || fee <= 0n) {
    const expected = 'a positive bigint, in wei'
    throw new InvalidArgumentError({ argument: 'fee', expected, actual: fee })
  }
  checkCommitteeSize(committeeSize)
  checkNonce(nonce)
  return { model, fee, committeeSize, nonce, prompt: promptBytes(request) }
}

function randomNonce(): bigint {
  return BigInt(bytesToHex(systemRandom(nonceBytes)))
}

function checkNonce(nonce: bigint): void {
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
export function checkCommitteeSize(size: number): void {
  const isPossible =
    Number.isInteger(size) &&
    size >= smallestCommittee &&
    size <= largestCommittee
  if (isPossible) return
  throw new InvalidArgumentError({
    argument: 'committeeSize',
    expected: `a whole number from ${smallestCommittee} to ${largestCommittee}`,
    actual: size,
  })
}

function promptBytes({ messages, maxNewTokens }: TaskRequest): Uint8Array {
  checkTokens(maxNewTokens)
  const prompt: Prompt = {
    type: 'aichain/prompt/1',
    messages,
    ...(maxNewTokens === undefined ? {} : { maxNewTokens }),
  }
  const bytes = encodePrompt(prompt)
  refuseLongPrompt(bytes, MAXIMUM_DOCUMENT_BYTES)
  const parsed = parsePrompt(bytes)
  if (parsed.ok) return bytes
  throw new PromptInvalidError({ reason: parsed.reason })
}

/** Throws if a prompt has more bytes than somebody accepts. */
export function refuseLongPrompt(bytes: Uint8Array, maximum: number): void {
  if (bytes.length <= maximum) return
  throw new PromptTooLargeError({ size: bytes.length, maximum })
}

function checkTokens(maxNewTokens: number | undefined): void {
  if (maxNewTokens === undefined) return
  if (Number.isSafeInteger(maxNewTokens) && maxNewTokens > 0) return
  throw new InvalidArgumentError({
    argument: 'maxNewTokens',
    expected: 'a positive whole number',
    actual: maxNewTokens,
  })
}
