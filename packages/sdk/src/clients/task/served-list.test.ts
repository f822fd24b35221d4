import type { Author } from '@aichain/inference'
import { encodeManifest } from '@aichain/inference'
import { expect, test } from 'vitest'
import {
  accountOf,
  type MemoryNetwork,
  openMemoryNetwork,
} from '../../../test/memory-network.js'
import { serveModel } from '../../../test/serve-model.js'
import { clientOf, requestOf } from '../../../test/task-listener.js'
import { memoryModel } from '../../adapters/memory/model.js'
import type { ListTerms } from '../../core/task/list.js'
import { listId } from '../../core/task/list-id.js'
import { stakeOf } from '../../testing/chain-scene.js'

const author: Author = { address: `0x${'ab'.repeat(20)}`, shareBps: 500 }

/** Stores another model, which nobody serves. */
async function otherModel(
  { content }: MemoryNetwork,
  change: { readonly author?: Author } = {},
) {
  const { manifest } = await memoryModel(content, { name: 'other' })
  return content.put(encodeManifest({ ...manifest, ...change }))
}

/** Takes a seat, and offers a place that counts from the next epoch on. */
async function offer(
  { chain, scene }: MemoryNetwork,
  account: number,
  list: ListTerms,
): Promise<void> {
  const node = chain.connect(accountOf(account))
  const amount = stakeOf(scene.parameters)
  const { seat } = await node.join({ owner: node.account, amount })
  await node.offer({ seat, list, class: 0 })
}

/** Asking and quoting are refused, and cost nothing. */
async function expectRefusal(
  network: MemoryNetwork,
  change: object,
  expected: object,
): Promise<void> {
  const { requester, content } = network
  const before = await requester.getBalance(requester.account)
  const blocks = content.blocks.size
  const tasks = clientOf(network)
  const request = requestOf(network, change)
  await expect(tasks.ask(request)).rejects.toMatchObject(expected)
  const { messages: _, ...quoted } = request
  await expect(tasks.quote(quoted)).rejects.toMatchObject(expected)
  expect(await requester.getBalance(requester.account)).toBe(before)
  expect(content.blocks.size).toBe(blocks)
}

test('a model that nobody serves is refused before anything is paid', async () => {
  const network = await openMemoryNetwork()
  const model = await otherModel(network)
  await network.requester.registerModel(model)
  const expected = { code: 'model-not-served', model, servedFrom: undefined }
  await expectRefusal(network, { model }, expected)
})

test('one that is served from the next epoch on is refused with its time', async () => {
  const network = await openMemoryNetwork()
  const model = await otherModel(network)
  await network.requester.registerModel(model)
  await offer(network, 50, { model })
  const { timestamp } = await network.requester.getHead()
  const { epoch } = network.scene.parameters
  const servedFrom = (Math.floor(timestamp / epoch) + 1) * epoch
  const expected = { code: 'model-not-served', model, servedFrom }
  // This machine's clock and the chain's are those of one network.
  await network.clock.advance(1000 * timestamp - network.clock.now())
  await expectRefusal(network, { model }, expected)
})

test('a place counts from the next epoch on, and nothing is paid for it before', async () => {
  const network = await openMemoryNetwork({ seats: 4 })
  const { model, scene } = network
  await offer(network, 50, { model })
  const tasks = clientOf(network)
  expect((await tasks.quote({ model, committeeSize: 4 })).places).toBe(4)
  const expected = { code: 'not-enough-places', places: 4n, required: 5n }
  await expectRefusal(network, {}, expected)
  const { timestamp } = await network.requester.getHead()
  const { epoch } = scene.parameters
  await scene.reach((Math.floor(timestamp / epoch) + 1) * epoch)
  expect((await tasks.quote({ model })).places).toBe(5)
  const { id } = await tasks.submit(requestOf(network))
  expect(await scene.committee(id)).toHaveLength(5)
})

test('seats that serve another author than the manifest’s serve nobody', async () => {
  const network = await openMemoryNetwork()
  const model = await otherModel(network, { author })
  const squatter = { ...author, address: accountOf(70) }
  await serveModel(network, model, { author: squatter })
  await expectRefusal(network, { model }, { code: 'model-not-served', model })
})

test('the order names the author of the manifest, who is paid a part', async () => {
  const network = await openMemoryNetwork()
  const model = await otherModel(network, { author })
  await serveModel(network, model, { author })
  const tasks = clientOf(network)
  const quote = await tasks.quote({ model })
  expect(quote).toMatchObject({ list: listId({ model, author }), places: 5 })
  const { id } = await tasks.submit(requestOf(network, { model }))
  const { order } = await network.scene.terms(id)
  expect(order).toMatchObject({ model, author })
})
