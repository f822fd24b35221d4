import { type Cid, type Digest, digestFromCid } from '@aichain/base'

type Documents = { readonly model: Cid; readonly prompt: Cid }

/** The same, with digests in place of CIDs. */
export type WithDigests<T extends Documents> = Omit<T, keyof Documents> & {
  readonly model: Digest
  readonly prompt: Digest
}

/**
 * An order, or the terms of a task, as the contracts take them: they know
 * documents by their digests only.
 *
 * @example
 * ```ts
 * import type { Order } from '@aichain/sdk/core'
 * import { taskId, withDigests } from '@aichain/sdk/core'
 *
 * export function idOf(order: Order, requester: `0x${string}`) {
 *   const consensus = '0x5fbdb2315678afecb367f032d93f642f64180aa3'
 *   return taskId({ chainId: 1, consensus, requester, ...withDigests(order) })
 * }
 * ```
 */
export function withDigests<T extends Documents>(of: T): WithDigests<T> {
  const { model, prompt } = of
  const digests = { model: digestFromCid(model), prompt: digestFromCid(prompt) }
  return { ...of, ...digests }
}
