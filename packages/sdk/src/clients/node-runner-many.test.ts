import { raceSignal } from '@aichain/base'
import type { InferenceEngine } from '@aichain/inference'
import { memoryEngine } from '@aichain/inference/testing'
import { expect, onTestFinished, test } from 'vitest'
import { openRunnerNetwork, type TestNode } from '../../test/runner-network.js'

const tasks = 25

/** Passes the self-test, then answers nothing until told to. */
function held(): { readonly engine: InferenceEngine; readonly go: () => void } {
  let go = () => {}
  const told = new Promise<void>((resolve) => {
    go = resolve
  })
  const inner = memoryEngine()
  const engine: InferenceEngine = {
    ...inner,
    load: async (files, options) => {
      const session = await inner.load(files, options)
      return {
        ...session,
        async *generate(prompt, call) {
          if (!call?.trace) await raceSignal(told, call?.signal)
          yield* session.generate(prompt, call)
        },
      }
    },
  }
  return { engine, go: () => go() }
}

test('many open tasks at once are no leak, and Node says nothing', async () => {
  const warnings: string[] = []
  const note = ({ name }: Error) => warnings.push(name)
  process.on('warning', note)
  onTestFinished(() => {
    process.off('warning', note)
  })
  const network = await openRunnerNetwork()
  onTestFinished(() => network.stop())
  const { engine, go } = held()
  const [node] = await network.startNodes([{ engine }, {}, {}, {}, {}])
  const { runner, said } = node as TestNode
  for (let index = 0; index < tasks; index += 1) {
    await network.ask(`Question ${index}?`)
  }
  const started = new Set<string>()
  await said.heard('inference-started', ({ task }) => {
    started.add(task)
    return started.size === tasks
  })
  expect(runner.status().openTasks).toHaveLength(tasks)
  go()
  await said.heard('committed')
  await runner.stop({ grace: 0 })
  // Node warns from its own queue, which promises alone never let run.
  await new Promise((resolve) => setImmediate(resolve))
  expect(warnings).toEqual([])
})
