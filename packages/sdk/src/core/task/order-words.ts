import {
  accept,
  type Digest,
  digestFromCid,
  type Result,
  refuse,
} from '@aichain/base'
import { toUnits } from '../encoding/units.js'
import { type ListWords, listWords } from './list-id.js'
import type { Order } from './task.js'

/** An order as the contracts take it: documents by their digests, amounts in units. */
export type OrderWords = ListWords & {
  readonly prompt: Digest
  readonly committeeSize: number
  /** In units. */
  readonly share: bigint
  /** In units. */
  readonly roundTip: number
  readonly minimumPlaces: number
  /** 0 is the beacon, 1 the block. */
  readonly seed: number
  readonly nonce: bigint
}

/** What the words of an order hold. */
const MAXIMUM_SHARE = 2n ** 64n
const MAXIMUM_TIP = 2n ** 32n
const MAXIMUM_NONCE = 2n ** 64n
const MAXIMUM_PLACES = 2 ** 16
const MAXIMUM_SIZE = 2 ** 8

/**
 * An order as the contracts take it. Refused: an amount that is no multiple of
 * the unit, or a value that the contract's word for it cannot hold.
 *
 * @param unit - Of the deployment, in wei.
 *
 * @example
 * ```ts
 * import { type Order, orderWords, taskId } from '@aichain/sdk/core'
 *
 * export function idOf(order: Order, requester: `0x${string}`, unit: bigint) {
 *   const consensus = '0x5fbdb2315678afecb367f032d93f642f64180aa3'
 *   const words = orderWords(order, unit)
 *   if (!words.ok) throw new Error(words.reason)
 *   return taskId({ chainId: 1, consensus, requester, order: words.value })
 * }
 * ```
 */
export function orderWords(order: Order, unit: bigint): Result<OrderWords> {
  const { committeeSize, minimumPlaces, nonce } = order
  const share = toUnits(order.share, unit)
  if (!share.ok) return refuse(`share: ${share.reason}`)
  const roundTip = toUnits(order.roundTip, unit)
  if (!roundTip.ok) return refuse(`roundTip: ${roundTip.reason}`)
  const reason =
    outside('share', share.value, MAXIMUM_SHARE) ??
    outside('roundTip', roundTip.value, MAXIMUM_TIP) ??
    outside('nonce', nonce, MAXIMUM_NONCE) ??
    outsideWhole('minimumPlaces', minimumPlaces, MAXIMUM_PLACES) ??
    outsideWhole('committeeSize', committeeSize, MAXIMUM_SIZE)
  if (reason !== undefined) return refuse(reason)
  return accept({
    ...listWords(order),
    prompt: digestFromCid(order.prompt),
    committeeSize,
    share: share.value,
    roundTip: Number(roundTip.value),
    minimumPlaces,
    seed: order.seed === 'block' ? 1 : 0,
    nonce,
  })
}

function outside(name: string, value: bigint, limit: bigint) {
  if (value >= 0n && value < limit) return undefined
  return `${name}: ${value} does not fit`
}

function outsideWhole(name: string, value: number, limit: number) {
  if (Number.isInteger(value) && value >= 0 && value < limit) return undefined
  return `${name}: ${value} does not fit`
}
