import { type Address, digestOf } from '@aichain/base'

/** Bytes of a task's nonce. */
const nonceBytes = 8

/**
 * The nonce that stands for a key of one's own: the same account and key give
 * the same nonce in every process, and so the same task.
 *
 * The first 64 bits of `sha256("aichain/idempotency-key/1 " + account + " " + key)`,
 * with the account in lower case.
 *
 * @example
 * ```ts
 * import { idempotencyNonce } from '@aichain/sdk/core'
 *
 * const nonce = idempotencyNonce({
 *   account: '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266',
 *   key: 'conversation-7/turn-3',
 * })
 * ```
 */
export function idempotencyNonce(parameters: {
  readonly account: Address
  readonly key: string
}): bigint {
  const { account, key } = parameters
  const text = `aichain/idempotency-key/1 ${account.toLowerCase()} ${key}`
  const digest = digestOf(new TextEncoder().encode(text))
  return BigInt(digest.slice(0, 2 + 2 * nonceBytes))
}
