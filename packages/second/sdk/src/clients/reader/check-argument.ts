import {
  type CallOptions,
  InvalidArgumentError,
  isAddress,
  isDigest,
  isRawCid,
} from '@aichain/base'
import { isObject } from '@aichain/base/check'

/** Throws unless this is a task id. */
export function checkTaskId(task: unknown): void {
  const expected = 'a task id: 32 bytes in lower-case hexadecimal'
  refuseUnless(isDigest(task), 'task', expected, task)
}

/** Throws unless this is the CID of a manifest. */
export function checkModel(model: unknown): void {
  const expected = "a model's CID (CIDv1, raw, sha2-256)"
  refuseUnless(isRawCid(model), 'model', expected, model)
}

/** Throws unless this is an account. */
export function checkAccount(account: unknown): void {
  const expected = 'an address: 20 bytes in hexadecimal'
  refuseUnless(isAddress(account), 'account', expected, account)
}

/** Throws unless this can be the number of a seat. */
export function checkSeat(seat: unknown): void {
  const isSeat = Number.isInteger(seat) && Number(seat) >= 0
  const expected = 'a whole number from 0 to 65535'
  refuseUnless(isSeat && Number(seat) <= 65_535, 'seat', expected, seat)
}

/** Throws unless this can be the number of a block; `undefined` is none. */
export function checkBlock(argument: string, block: unknown): void {
  const isBlock = typeof block === 'bigint' && block >= 0n
  const expected = 'the number of a block, a bigint'
  refuseUnless(block === undefined || isBlock, argument, expected, block)
}

/** Throws if a block that was asked for does not exist yet. */
export function refuseFuture(
  argument: string,
  block: bigint,
  head: bigint,
): void {
  const expected = `at most ${head}, the newest block`
  refuseUnless(block <= head, argument, expected, block)
}

/** Throws unless this is an object, such as an adapter. */
function checkObject(argument: string, value: unknown): void {
  refuseUnless(isObject(value), argument, 'an object', value)
}

/** Throws unless this is a list. */
export function checkList(argument: string, value: unknown): void {
  refuseUnless(Array.isArray(value), argument, 'a list', value)
}

/** Throws unless a client is made of all that it needs, and of nothing that it does not read. */
export function checkParts(
  options: unknown,
  needed: readonly string[],
  other: readonly string[] = [],
): void {
  refuseOtherKeys('options', options, [...needed, ...other])
  const parts = options as Readonly<Record<string, unknown>>
  for (const name of needed) checkObject(name, parts[name])
}

/** Throws if an object has keys that nobody reads: misspelt ones, mostly. */
export function refuseOtherKeys(
  argument: string,
  value: unknown,
  known: readonly string[],
): void {
  checkObject(argument, value)
  const other = Object.keys(value as object).find((key) => !known.includes(key))
  const expected = `an object with no other keys than ${known.join(', ')}`
  refuseUnless(other === undefined, argument, expected, other)
}

/** Throws unless this is a time. */
export function checkMilliseconds(argument: string, value: unknown): void {
  const isTime = typeof value === 'number' && value >= 0
  refuseUnless(isTime, argument, 'milliseconds, 0 or more', value)
}

const optionNames = ['signal', 'timeout', 'onProgress']

/** Throws unless these can be the options of a call. */
export function checkCall(
  options: CallOptions<never>,
  more: readonly string[] = [],
): void {
  refuseOtherKeys('options', options, [...optionNames, ...more])
  const { signal, timeout, onProgress } = options
  if (timeout !== undefined) checkMilliseconds('timeout', timeout)
  // Not `instanceof`: there are signals of other realms, and of libraries.
  const isSignal =
    signal === undefined ||
    ('aborted' in Object(signal) && 'addEventListener' in Object(signal))
  refuseUnless(isSignal, 'signal', 'an AbortSignal', signal)
  const isListener =
    onProgress === undefined || typeof onProgress === 'function'
  refuseUnless(isListener, 'onProgress', 'a function', onProgress)
}

function refuseUnless(
  condition: boolean,
  argument: string,
  expected: string,
  actual: unknown,
): void {
  if (!condition) throw new InvalidArgumentError({ argument, expected, actual })
}
