import type { Address } from '@aichain/base'
import { keccakWords, type Word } from '../encoding/keccak.js'
import type { OrderWords } from './order-words.js'
import type { TaskId } from './task.js'

/** Everything that a task's id binds. */
export type TaskIdParameters = {
  readonly chainId: number
  readonly consensus: Address
  readonly requester: Address
  /** From `orderWords`. */
  readonly order: OrderWords
}

/**
 * The id of a task. Mirrors `IConsensus.taskId`:
 * `keccak256(abi.encode(chainId, consensus, requester, order))`. Chain and
 * contract are part of it, so that nothing said about a task can be replayed on
 * another deployment.
 *
 * @example
 * ```ts
 * import { type OrderWords, taskId } from '@aichain/sdk/core'
 *
 * const idOf = (order: OrderWords) =>
 *   taskId({
 *     chainId: 31337,
 *     consensus: '0x5fbdb2315678afecb367f032d93f642f64180aa3',
 *     requester: '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266',
 *     order,
 *   })
 * ```
 */
export function taskId(parameters: TaskIdParameters): TaskId {
  const { chainId, consensus, requester, order } = parameters
  return keccakWords(chainId, consensus, requester, ...wordsOf(order))
}

/** An order word by word, as Solidity encodes the struct. */
export function wordsOf(order: OrderWords): readonly Word[] {
  return [
    order.model,
    order.author,
    order.authorBps,
    order.prompt,
    order.committeeSize,
    order.share,
    order.roundTip,
    order.minimumPlaces,
    order.seed,
    order.nonce,
  ]
}
