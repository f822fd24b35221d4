import { expect, test } from 'vitest'
import type { RunResult } from '../verdict/compare.js'
import { type Line, modelsOf, type RowPlatform, runRow } from './run-row.js'

const result: RunResult = {
  model: 'llama',
  prompt: 'hello',
  generation: '0x1',
  logits: '0x2',
}

async function collect(lines: AsyncIterable<Line>) {
  const all: Line[] = []
  for await (const line of lines) all.push(line)
  return all
}

test("passes on the platform's options and the run's, and sets apart what the platform says", async () => {
  const given: unknown[] = []
  const platform: RowPlatform = {
    run: { engines: { integer: { threads: 2 } }, quick: true },
    answers: async function* answers(task, run) {
      given.push(task, run)
      yield { platform: 'here' }
      yield result
    },
  }
  const said: string[] = []
  const onPlatform = (says: string) => said.push(says)
  const run = { models: ['llama'] }
  expect(
    await collect(runRow(platform, 'folder', run, { onPlatform })),
  ).toEqual([result])
  expect(said).toEqual(['here'])
  expect(given).toEqual(['folder', { ...platform.run, ...run }])
})

test('a row ends when told to', async () => {
  const controller = new AbortController()
  const platform: RowPlatform = {
    run: {},
    answers: async function* answers(_task, _run, signal) {
      yield result
      await new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('ended')))
        controller.abort()
      })
    },
  }
  const { signal } = controller
  await expect(
    collect(runRow(platform, 'folder', {}, { signal })),
  ).rejects.toThrow('ended')
})

test('a platform takes all models unless it says which', () => {
  const models = [
    { name: 'gpt', engine: 'onnx' },
    { name: 'llama', engine: 'integer' },
  ] as const
  const takes = ({ engine }: { engine: string }) => engine === 'integer'
  expect(modelsOf({}, models)).toEqual(['gpt', 'llama'])
  expect(modelsOf({ takes }, models)).toEqual(['llama'])
})
