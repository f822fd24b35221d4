import { digest } from '../src/testing/chain-fixture.js'
import { overturnAnswer, settleAll } from './appeal-answer.js'
import { type MemoryNetwork, openMemoryNetwork } from './memory-network.js'

/**
 * A network of eight seats, four of which an appeal has just put out: until the
 * epoch is over their places still count, though nobody draws them.
 */
export async function openEjected(): Promise<MemoryNetwork> {
  const network = await openMemoryNetwork({ seats: 8 })
  const task = await network.scene.post({ committeeSize: 4 })
  await settleAll(network, task, digest(1))
  await overturnAnswer(network, task, digest(2))
  await network.requester.withdraw()
  return network
}
