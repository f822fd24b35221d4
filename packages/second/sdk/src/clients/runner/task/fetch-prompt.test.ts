import { cidOf } from '@aichain/base'
import { manualClock } from '@aichain/base/testing'
import { expect, test } from 'vitest'
import { memoryContentStore } from '../../../adapters/memory/content-store.js'
import type { RunnerContext } from '../context/runner-context.js'
import { chainTime } from '../state/chain-time.js'
import { health } from '../state/health.js'
import type { NodeUpdateBody } from '../updates/node-update.js'
import { fetchPrompt } from './fetch-prompt.js'

const bytes = new TextEncoder().encode('a prompt')
const prompt = cidOf(bytes)

/** The parts of a runner that fetching needs; the chain's clock is at 1000. */
function open() {
  const clock = manualClock()
  const content = memoryContentStore()
  const said: NodeUpdateBody[] = []
  const trouble: unknown[] = []
  const head = { number: 1n, hash: '0x01', timestamp: 1000 } as const
  const context = {
    clock,
    content,
    health: health((update) => said.push(update)),
    time: chainTime(head, clock),
  } as unknown as RunnerContext
  const controller = new AbortController()
  const result = () =>
    fetchPrompt(
      context,
      { prompt, unavailableFrom: 1060, onTrouble: (it) => trouble.push(it) },
      controller.signal,
    )
  return { clock, content, said, trouble, controller, result }
}

test('a prompt that is there is fetched at once', async () => {
  const { content, result, trouble } = open()
  await content.put(bytes)
  expect(await result()).toEqual(bytes)
  expect(trouble).toEqual([])
})

test('a prompt that comes late is waited for', async () => {
  const { clock, content, result } = open()
  const fetching = result()
  await clock.advance(50_000)
  await content.put(bytes)
  await clock.advance(5_000)
  expect(await fetching).toEqual(bytes)
})

test('a prompt that nobody has is missing from the agreed moment on', async () => {
  const { clock, result, said } = open()
  let isOver = false
  const fetching = result().finally(() => {
    isOver = true
  })
  await clock.advance(59_000)
  expect(isOver).toBe(false)
  await clock.advance(4_000)
  expect(await fetching).toBeUndefined()
  expect(said).toEqual([])
})

test('falsified bytes are as good as none', async () => {
  const { clock, content, result, trouble } = open()
  await content.put(bytes)
  content.tamper(prompt)
  const fetching = result()
  await clock.advance(65_000)
  expect(await fetching).toBeUndefined()
  expect(trouble[0]).toMatchObject({ code: 'content-tampered' })
})

test('a store that does not work says nothing about the prompt', async () => {
  const { clock, content, result, said } = open()
  await content.put(bytes)
  content.stop()
  const fetching = result()
  await clock.advance(100_000)
  expect(said).toMatchObject([{ type: 'degraded', part: 'content' }])
  content.start()
  await clock.advance(5_000)
  expect(await fetching).toEqual(bytes)
  expect(said.at(-1)).toEqual({ type: 'recovered', part: 'content' })
})

test('an abort ends it at once', async () => {
  const { clock, controller, result } = open()
  const fetching = result()
  await clock.advance(1_000)
  controller.abort('stop')
  await expect(fetching).rejects.toBe('stop')
  expect(clock.sleeping()).toBe(0)
})
