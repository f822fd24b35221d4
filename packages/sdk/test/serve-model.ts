import type { Cid } from '@aichain/base'
import type { Author } from '@aichain/inference'
import type { PriceClass } from '../src/core/task/list.js'
import { passEpochs, stakeOf } from '../src/testing/chain-scene.js'
import { accountOf } from './memory-fixture.js'
import type { MemoryNetwork } from './memory-network.js'

/** Accounts from here on are nobody's before. */
const firstAccount = 60

/**
 * Registers a second model of a network, and lets new seats serve it from the
 * next epoch on, which begins.
 */
export async function serveModel(
  network: MemoryNetwork,
  model: Cid,
  options: {
    readonly seats?: number
    readonly author?: Author | undefined
    readonly class?: PriceClass
  } = {},
): Promise<void> {
  const { seats = 5, author, class: priceClass = 0 } = options
  const { chain, requester, scene } = network
  await requester.registerModel(model)
  const list = author ? { model, author } : { model }
  const first = firstAccount + (await requester.getSeatCount())
  for (let account = first; account < first + seats; account += 1) {
    const node = chain.connect(accountOf(account))
    const amount = stakeOf(scene.parameters)
    const { seat } = await node.join({ owner: node.account, amount })
    await node.offer({ seat, list, class: priceClass })
  }
  await passEpochs(scene.fixture, requester, 1)
}
