import { type Address, type Cid, cidOf } from '@aichain/base'
import { idempotencyNonce } from '../../core/task/idempotency-nonce.js'
import type { Order, TaskId } from '../../core/task/task.js'
import { taskId } from '../../core/task/task-id.js'
import { withDigests } from '../../core/task/with-digests.js'
import type { Deployment } from '../../ports/chain.js'
import type { CheckedRequest } from './check-request.js'

/** A task that is not ordered yet: its id is known, and its prompt is stored nowhere. */
export type TaskDraft = {
  readonly id: TaskId
  readonly model: Cid
  /** The CID that `bytes` will have. */
  readonly prompt: Cid
  readonly bytes: Uint8Array
  readonly committeeSize: number
  readonly nonce: bigint
}

/** Computes everything that makes a task's id; asks and tells nobody. */
export function draftTask(
  deployment: Pick<Deployment, 'chainId' | 'consensus'>,
  requester: Address,
  request: CheckedRequest,
): TaskDraft {
  const { model, bytes, committeeSize, identity } = request
  const { chainId, consensus } = deployment
  const nonce =
    identity.type === 'key'
      ? idempotencyNonce({ account: requester, key: identity.key })
      : identity.nonce
  const prompt = cidOf(bytes)
  const terms = { chainId, consensus, requester, committeeSize, nonce }
  const id = taskId({ ...terms, ...withDigests({ model, prompt }) })
  return { id, model, prompt, bytes, committeeSize, nonce }
}

/** The order that makes a task of a draft. */
export function orderOf(draft: TaskDraft, fee: bigint): Order {
  const { model, prompt, committeeSize, nonce } = draft
  return { model, prompt, committeeSize, fee, nonce }
}
