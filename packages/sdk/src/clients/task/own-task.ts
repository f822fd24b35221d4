import type { Address } from '@aichain/base'
import type { ProtocolEvent } from '../../core/task/protocol-event.js'
import { IdempotencyKeyReusedError } from '../../errors/task.js'
import type { ChainReader } from '../../ports/chain.js'
import type { CheckedRequest } from './check-request.js'
import type { TaskContext } from './context.js'
import { type PostedTask, postedBy } from './posted-task.js'
import type { TaskSketch } from './task-draft.js'

/** How far back tasks of the same key or nonce are looked for. */
const searchedBlocks = 10_000n

type Added = Extract<ProtocolEvent, { readonly type: 'task-added' }>

/**
 * The task that a request with a nonce or a key has posted before; `undefined`
 * if it has posted none. The terms may have been others then: the network's
 * prices and places change from one epoch to the next.
 *
 * Errors: `IdempotencyKeyReusedError` if a key stands for another request.
 */
export async function findOwnTask(
  { chain }: TaskContext,
  account: Address,
  { identity }: CheckedRequest,
  sketch: TaskSketch,
  signal: AbortSignal,
): Promise<PostedTask | undefined> {
  if (identity.type === 'random') return undefined
  const all = await tasksWith(chain, account, sketch.nonce, signal)
  const same = all.find(({ order }) => isSame(order, sketch))
  if (same) return postedBy(same)
  const [other] = all
  if (identity.type === 'nonce' || !other) return undefined
  const { task, transactionHash } = other
  const { key: idempotencyKey } = identity
  throw new IdempotencyKeyReusedError({ task, transactionHash, idempotencyKey })
}

async function tasksWith(
  chain: ChainReader,
  account: Address,
  nonce: bigint,
  signal: AbortSignal,
): Promise<readonly Added[]> {
  const { number } = await chain.getHead({ signal })
  const first = chain.deployment.fromBlock
  const fromBlock =
    number - first > searchedBlocks ? number - searchedBlocks : first
  const events = await chain.getEvents({ fromBlock, account }, { signal })
  return events
    .filter((event) => event.type === 'task-added')
    .filter(({ order }) => order.nonce === nonce)
}

/** A key stands for a model, a conversation and a size, whatever they cost. */
function isSame(order: Added['order'], sketch: TaskSketch): boolean {
  const keys = ['model', 'prompt', 'committeeSize'] as const
  return keys.every((key) => order[key] === sketch[key])
}
