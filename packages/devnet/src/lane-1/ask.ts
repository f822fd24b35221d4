import { randomBytes } from 'node:crypto'
import type { TaskId } from '@aichain/sdk'
import {
  encodePrompt,
  type Order,
  taskId,
  withDigests,
} from '@aichain/sdk/core'
import { defaultFee } from '../settings/protocol-parameters.js'
import type { LaneOneNetwork } from './network.js'

/** An order, and the id of the task that it becomes. */
export type PreparedOrder = { readonly order: Order; readonly task: TaskId }

/** Stores a question, and works out the task's id before anything is sent. */
export async function prepareOrder(
  { content, model, parameters, requester }: LaneOneNetwork,
  question: string,
  committeeSize: number,
): Promise<PreparedOrder> {
  const prompt = await content.put(
    encodePrompt({
      type: 'aichain/prompt/1',
      messages: [{ role: 'user', content: question }],
      maxNewTokens: 12,
    }),
  )
  const order: Order = {
    model,
    prompt,
    committeeSize,
    fee: defaultFee(parameters, committeeSize),
    nonce: freshNonce(),
  }
  const { chainId, consensus } = requester.deployment
  const where = { chainId, consensus, requester: requester.account }
  return { order, task: taskId({ ...where, ...withDigests(order) }) }
}

/** Any number of 64 bits that was not used before. */
export function freshNonce(): bigint {
  return randomBytes(8).readBigUInt64BE()
}
