import type { Chain } from '@aichain/sdk'
import { expect, test } from 'vitest'
import { courtDoor } from './court-door.js'

const task = `0x${'11'.repeat(32)}` as const
const vote = { task, member: 0, commitment: `0x${'22'.repeat(32)}` } as const
const receipt = {
  transactionHash: `0x${'33'.repeat(32)}`,
  blockNumber: 1n,
  gasUsed: 1n,
  gasCost: 1n,
} as const

function waitingChain() {
  const court = courtDoor()
  const sent: unknown[] = []
  const commit: Chain['commit'] = async (parameters) => {
    sent.push(parameters)
    return receipt
  }
  return { court, sent, chain: court.before({ commit } as Chain) }
}

test('a commitment waits until the door is open for its task', async () => {
  const { court, sent, chain } = waitingChain()
  const sending = chain.commit(vote)
  court.open(`0x${'44'.repeat(32)}`)
  await Promise.resolve()
  expect(sent).toEqual([])
  court.open(task)
  expect(await sending).toBe(receipt)
  expect(sent).toEqual([vote])
})

test('an open door stays open', async () => {
  const { court, chain } = waitingChain()
  court.open(task)
  court.open(task)
  expect(await chain.commit(vote)).toBe(receipt)
})

test('whoever is stopped waits no longer, and has sent nothing', async () => {
  const { court, sent, chain } = waitingChain()
  const controller = new AbortController()
  const reason = new Error('enough')
  const sending = chain.commit(vote, { signal: controller.signal })
  controller.abort(reason)
  await expect(sending).rejects.toBe(reason)
  const late = chain.commit(vote, { signal: controller.signal })
  await expect(late).rejects.toBe(reason)
  court.open(task)
  expect(sent).toEqual([])
})
