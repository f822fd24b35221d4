import { type Address, type Cid, cidOf } from '@aichain/base'
import { idempotencyNonce } from '../../core/task/idempotency-nonce.js'
import { orderWords } from '../../core/task/order-words.js'
import type { Order, TaskId } from '../../core/task/task.js'
import { taskId } from '../../core/task/task-id.js'
import { NotWholeUnitsError } from '../../errors/chain.js'
import type { Deployment } from '../../ports/chain.js'
import type { CheckedRequest } from './check-request.js'
import type { OrderTerms } from './order-terms.js'

/** What a request says of its task, whatever the network takes for it. */
export type TaskSketch = {
  readonly model: Cid
  /** The CID that `bytes` will have. */
  readonly prompt: Cid
  readonly bytes: Uint8Array
  readonly committeeSize: number
  readonly nonce: bigint
}

/** A task that is not ordered yet: its id is known, and its prompt is stored nowhere. */
export type TaskDraft = {
  readonly id: TaskId
  readonly requester: Address
  readonly order: Order
  readonly prompt: Cid
  readonly bytes: Uint8Array
}

/** Computes what makes a task of one's own recognisable; asks and tells nobody. */
export function sketchTask(
  requester: Address,
  { model, bytes, committeeSize, identity }: CheckedRequest,
): TaskSketch {
  const nonce =
    identity.type === 'key'
      ? idempotencyNonce({ account: requester, key: identity.key })
      : identity.nonce
  return { model, prompt: cidOf(bytes), bytes, committeeSize, nonce }
}

/** The task that a sketch becomes at these terms: its id binds them all. */
export function draftTask(
  deployment: Pick<Deployment, 'chainId' | 'consensus'>,
  requester: Address,
  { prompt, bytes, nonce }: TaskSketch,
  { list, unit, ...terms }: OrderTerms,
): TaskDraft {
  const { chainId, consensus } = deployment
  const order: Order = { ...list, prompt, ...terms, nonce }
  const words = orderWords(order, unit)
  // The terms were made of whole units that fit.
  if (!words.ok) throw new NotWholeUnitsError({ amount: order.share, unit })
  const id = taskId({ chainId, consensus, requester, order: words.value })
  return { id, requester, order, prompt, bytes }
}
