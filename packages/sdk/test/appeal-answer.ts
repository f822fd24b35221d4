import type { Digest } from '@aichain/base'
import { priceOf } from '../src/core/money/price.js'
import { appealableUntil } from '../src/core/task/finality.js'
import type { TaskId } from '../src/core/task/task.js'
import { settle } from '../src/testing/settlement-scene.js'
import type { MemoryNetwork } from './memory-network.js'

/** Appeals a decision; resolves once the larger committee is known. */
export async function appealAnswer(
  { scene }: MemoryNetwork,
  task: TaskId,
): Promise<TaskId> {
  const { requester, parameters } = scene
  const { committee } = await scene.decided(task)
  const { nonce } = scene.order()
  const { appeal } = await requester.appeal({
    terms: await scene.terms(task),
    committee,
    share: priceOf(3, parameters),
    roundTip: 0n,
    nonce,
  })
  await scene.postRound(appeal)
  return appeal
}

/** Lets every member of a task settle it with the same output. */
export async function settleAll(
  { scene }: MemoryNetwork,
  task: TaskId,
  output: Digest,
): Promise<void> {
  const { length } = await scene.committee(task)
  await settle(scene, task, Array<Digest>(length).fill(output))
}

/** Appeals a decision, lets the appeal find another output, and draws the consequences. */
export async function overturnAnswer(
  network: MemoryNetwork,
  task: TaskId,
  output: Digest,
): Promise<TaskId> {
  const { scene } = network
  const appeal = await appealAnswer(network, task)
  await settleAll(network, appeal, output)
  await scene.requester.conclude(await scene.decided(task))
  return appeal
}

/** Lets the time pass in which a decision can be appealed, beacon and all. */
export async function passAppealWindow(
  { scene }: MemoryNetwork,
  task: TaskId,
): Promise<void> {
  const record = await scene.task(task)
  const until = appealableUntil(record, 0, scene.parameters)
  await scene.reach(until)
  await scene.postNewestRound()
}
