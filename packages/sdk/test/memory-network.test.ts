import { cidFromDigest } from '@aichain/base'
import { encodePrompt } from '@aichain/inference'
import { expect, test } from 'vitest'
import { openMemoryNetwork } from './memory-network.js'

test('a network answers a task', async () => {
  const network = await openMemoryNetwork()
  const { content, scene, requester } = network
  const messages = [{ role: 'user', content: 'Hello?' }] as const
  const prompt = await content.put(
    encodePrompt({ type: 'aichain/prompt/1', messages }),
  )
  const task = await scene.post({ prompt })
  await network.agree(task)
  expect(await requester.getVerdict(task)).toMatchObject({
    state: 'decided',
    output: cidFromDigest(await network.answer(task)),
    votes: 5,
  })
})

test('who stays away leaves it open until reveals are over', async () => {
  const { scene, vote, requester } = await openMemoryNetwork({ seats: 3 })
  const task = await scene.post({ committeeSize: 3 })
  await vote(task, ['absent', 'absent', 'absent'])
  await requester.finalize(task)
  expect(await requester.getVerdict(task)).toMatchObject({ state: 'undecided' })
})
