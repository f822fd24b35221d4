import type { Address, Digest } from '@aichain/base'
import { keccakWords } from '../encoding/keccak.js'
import type { TaskId } from './task.js'

/** Everything that a task's id binds. */
export type TaskIdParameters = {
  readonly chainId: number
  readonly consensus: Address
  readonly requester: Address
  /** Chosen by the requester, so that the id is known before the transaction is sent. */
  readonly nonce: bigint
  readonly model: Digest
  readonly prompt: Digest
  readonly committeeSize: number
}

/**
 * The id of a task. Mirrors `IConsensus.taskId`:
 * `keccak256(abi.encode(chainId, consensus, requester, nonce, model, prompt, committeeSize))`.
 * Chain and contract are part of it, so that nothing said about a task can be
 * replayed on another deployment.
 *
 * @example
 * ```ts
 * import { taskId } from '@aichain/sdk/core'
 *
 * const id = taskId({
 *   chainId: 31337,
 *   consensus: '0x5fbdb2315678afecb367f032d93f642f64180aa3',
 *   requester: '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266',
 *   nonce: 0n,
 *   model: `0x${'11'.repeat(32)}`,
 *   prompt: `0x${'22'.repeat(32)}`,
 *   committeeSize: 5,
 * })
 * ```
 */
export function taskId(parameters: TaskIdParameters): TaskId {
  return keccakWords(
    parameters.chainId,
    parameters.consensus,
    parameters.requester,
    parameters.nonce,
    parameters.model,
    parameters.prompt,
    parameters.committeeSize,
  )
}
