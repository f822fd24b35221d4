import {
  type Address,
  accept,
  type Digest,
  type Result,
  refuse,
} from '@aichain/base'
import { toUnits } from '../encoding/units.js'
import { type OrderWords, orderWords } from '../task/order-words.js'
import type { SignedOrder } from '../task/signed-order.js'
import {
  type SigningDomain,
  type SigningParameters,
  signingDomain,
} from './typed-data.js'
import { typedDataDigest } from './typed-data-digest.js'

const types = {
  Order: [
    { name: 'model', type: 'bytes32' },
    { name: 'author', type: 'address' },
    { name: 'authorBps', type: 'uint16' },
    { name: 'prompt', type: 'bytes32' },
    { name: 'committeeSize', type: 'uint8' },
    { name: 'share', type: 'uint64' },
    { name: 'roundTip', type: 'uint32' },
    { name: 'minimumPlaces', type: 'uint16' },
    { name: 'seed', type: 'uint8' },
    { name: 'nonce', type: 'uint64' },
    { name: 'payer', type: 'address' },
    { name: 'submitter', type: 'address' },
    { name: 'tip', type: 'uint64' },
    { name: 'deadline', type: 'uint64' },
  ],
} as const

const ANYBODY: Address = '0x0000000000000000000000000000000000000000'
const WORD = 2n ** 64n

/** What the payer of an order, or its session key, signs, and for which contract. */
export type OrderParameters = SigningParameters & {
  /** Of the deployment, in wei. */
  readonly unit: bigint
  readonly order: Omit<SignedOrder, 'signature'>
}

/** What is signed beside the order itself; amounts in units. */
export type OrderMessage = OrderWords & {
  readonly payer: Address
  /** Zero for anybody. */
  readonly submitter: Address
  readonly tip: bigint
  readonly deadline: bigint
}

/** An order, as `eth_signTypedData_v4` and viem's `signTypedData` take it. */
export type OrderTypedData = {
  readonly domain: SigningDomain
  readonly types: typeof types
  readonly primaryType: 'Order'
  readonly message: OrderMessage
}

/**
 * A signed order's message in the form that a wallet shows and signs, by
 * [EIP-712](https://eips.ethereum.org/EIPS/eip-712). `orderDigest` is its hash.
 *
 * Refused: an amount that is no multiple of the unit, or a value that the
 * contract's word for it cannot hold.
 *
 * @example
 * ```ts
 * import { type OrderParameters, orderTypedData } from '@aichain/sdk/core'
 * import type { LocalAccount } from 'viem'
 *
 * async function sign(payer: LocalAccount, parameters: OrderParameters) {
 *   const typed = orderTypedData(parameters)
 *   if (!typed.ok) throw new Error(typed.reason)
 *   const signature = await payer.signTypedData(typed.value)
 *   return { ...parameters.order, signature }
 * }
 * ```
 */
export function orderTypedData(
  parameters: OrderParameters,
): Result<OrderTypedData> {
  const message = messageOf(parameters)
  if (!message.ok) return message
  return accept({
    domain: signingDomain(parameters),
    types,
    primaryType: 'Order',
    message: message.value,
  })
}

/**
 * What the payer of an order signs. Mirrors `IConsensus.orderDigest`: the
 * EIP-712 digest of the order's fields, then payer, submitter, tip and deadline,
 * in one flat struct. Refused: what {@link orderTypedData} refuses.
 *
 * @example
 * ```ts
 * import { orderDigest, type OrderParameters } from '@aichain/sdk/core'
 *
 * function digestOf(parameters: OrderParameters): string {
 *   const digest = orderDigest(parameters)
 *   return digest.ok ? digest.value : `cannot be signed: ${digest.reason}`
 * }
 * ```
 */
export function orderDigest(parameters: OrderParameters): Result<Digest> {
  const typed = orderTypedData(parameters)
  return typed.ok ? accept(typedDataDigest(typed.value)) : typed
}

function messageOf({ order, unit }: OrderParameters): Result<OrderMessage> {
  const words = orderWords(order.order, unit)
  if (!words.ok) return words
  const tip = toUnits(order.tip, unit)
  if (!tip.ok) return refuse(`tip: ${tip.reason}`)
  if (tip.value >= WORD) return refuse(`tip: ${tip.value} does not fit`)
  if (!Number.isSafeInteger(order.deadline) || order.deadline < 0)
    return refuse(`deadline: ${order.deadline} does not fit`)
  return accept({
    ...words.value,
    payer: order.payer,
    submitter: order.submitter ?? ANYBODY,
    tip: tip.value,
    deadline: BigInt(order.deadline),
  })
}
