import { createDevnet, type Devnet } from '@aichain/devnet'
import { afterEach, expect, test } from 'vitest'
import { ask, patientWindows, receiptOf } from './support/ask.js'

let devnet: Devnet | undefined

afterEach(async () => {
  await devnet?.stop()
  devnet = undefined
})

test('nodes that draw agree, and draw otherwise for the next task', {
  timeout: 300_000,
}, async () => {
  // Nearly even among a thousand tokens: equal answers would be no chance.
  const sampling = { temperature: '10', topK: 1000, topP: '1' }
  devnet = await createDevnet({
    nodes: 3,
    committee: 3,
    blockTime: 0.5,
    sampling,
    protocol: patientWindows,
  })
  const first = await ask(devnet)
  const second = await ask(devnet)
  expect(second.text).not.toBe(first.text)
  const network = devnet
  for (const { task } of [first, second]) {
    const votes = async () =>
      (await receiptOf(network, task)).members.map(({ vote }) => vote)
    await expect.poll(votes).toEqual(['agreed', 'agreed', 'agreed'])
  }
})
