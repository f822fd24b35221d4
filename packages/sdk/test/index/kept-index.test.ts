import { afterAll, beforeAll, expect, test } from 'vitest'
import { ConsensusReader } from '../../src/clients/consensus-reader.js'
import { totalOwed } from '../../src/core/index/total-owed.js'
import { digest, documentCid } from '../../src/testing/chain-fixture.js'
import { type Anvil, startAnvil } from '../anvil.js'
import { openViemNetwork, votersOf } from '../viem-network.js'

let anvil: Anvil
beforeAll(async () => {
  anvil = await startAnvil()
})
afterAll(() => anvil.stop())

test('a reader keeps an index of a real chain', async () => {
  const network = await openViemNetwork(anvil)
  const list = { model: documentCid(1) }
  const nodes = await network.openSeats(list)
  const chain = await network.connect(6)
  const reader = new ConsensusReader({ chain, index: {} })
  const plain = new ConsensusReader({ chain })
  expect(await reader.places(list.model)).toEqual(
    await plain.places(list.model),
  )
  const { task } = await chain.addTask({
    ...list,
    prompt: documentCid(2),
    committeeSize: 3,
    share: network.parameters.minimumShare,
    roundTip: 0n,
    minimumPlaces: 3,
    seed: 'block',
    nonce: 1n,
  })
  expect(await reader.task(task)).toEqual(await plain.task(task))
  await network.rpc('anvil_mine', 1, 1)
  const voters = await votersOf(nodes, task, () => digest(7))
  for (const { commit } of voters) await commit()
  for (const { reveal } of voters) await reveal()
  expect(await reader.task(task)).toMatchObject({ state: 'decided' })
  expect(await reader.task(task)).toEqual(await plain.task(task))
  expect(await reader.votes(task)).toEqual(await plain.votes(task))
  expect(await reader.seats()).toEqual(await plain.seats())
  const { index, block } = await reader.index()
  expect(block).toEqual(await chain.getHead())
  const held = await chain.getBalance(network.deployment.consensus)
  expect(totalOwed(index)).toBe(held)
})
