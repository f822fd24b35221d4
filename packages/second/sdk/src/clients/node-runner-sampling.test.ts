import { parseOutput } from '@aichain/inference'
import { memoryEngine } from '@aichain/inference/testing'
import { afterEach, expect, test } from 'vitest'
import { openRunnerNetwork } from '../../test/runner-network.js'
import type { TaskId } from '../core/task/task.js'
import { loadModelFiles } from './load-model-files.js'

const network = await openRunnerNetwork({
  decoding: {
    sampler: 'seeded/1',
    sampling: { temperature: '0.7', topK: 40, topP: '0.95' },
  },
})

afterEach(() => network.stop())

async function outputOf(task: TaskId) {
  const record = await network.requester.getTask(task)
  const bytes = await network.content.get(record?.output ?? 'b')
  const output = parseOutput(bytes)
  if (!output.ok) throw new TypeError(output.reason)
  return output.value
}

test('nodes draw from the task: they agree, and a second task gives another answer', async () => {
  const nodes = await network.startNodes(5)
  const tasks = [await network.ask('Hello?'), await network.ask('Hello?')]
  for (const { said } of nodes) {
    for (const task of tasks) {
      const settled = await said.heard('settled', (it) => it.task === task)
      expect(settled.vote).toBe('agreed')
    }
  }
  const outputs = await Promise.all(tasks.map(outputOf))
  expect(outputs[0]?.prompt).toBe(outputs[1]?.prompt)
  expect(outputs[0]).not.toEqual(outputs[1])

  const { content, model } = network
  const session = await memoryEngine().load(
    await loadModelFiles({ content, model }),
  )
  const messages = [{ role: 'user', content: 'Hello?' }] as const
  const prompt = { type: 'aichain/prompt/1', messages } as const
  const [first, second] = outputs
  const [seed, otherSeed] = tasks
  if (!first || !second) throw new TypeError('no outputs')
  expect(await session.verify(prompt, first, { seed })).toEqual({ valid: true })
  const mixed = await session.verify(prompt, first, { seed: otherSeed })
  expect(mixed).toMatchObject({ valid: false, divergence: { type: 'token' } })
})
