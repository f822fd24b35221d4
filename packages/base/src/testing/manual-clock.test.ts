import { expect, test } from 'vitest'
import { manualClock } from './manual-clock.js'

test('time stands still until advanced', async () => {
  const clock = manualClock({ now: 1000 })
  expect(clock.now()).toBe(1000)
  await clock.advance(250)
  expect(clock.now()).toBe(1250)
})

test('sleepers wake in order, each at its own moment', async () => {
  const clock = manualClock({ now: 0 })
  const woken: [string, number][] = []
  const nap = async (name: string, milliseconds: number) => {
    await clock.sleep(milliseconds)
    woken.push([name, clock.now()])
  }
  const naps = [nap('late', 30), nap('early', 10), nap('never', 100)]
  await clock.advance(50)
  expect(woken).toEqual([
    ['early', 10],
    ['late', 30],
  ])
  expect(clock.sleeping()).toBe(1)
  await clock.advance(50)
  await Promise.all(naps)
})

test('a sleep that a woken sleeper starts ends in the same advance', async () => {
  const clock = manualClock({ now: 0 })
  const twice = clock.sleep(10).then(() => clock.sleep(10))
  await clock.advance(20)
  await expect(twice).resolves.toBeUndefined()
})

test('abort rejects at once with the reason and forgets the sleeper', async () => {
  const clock = manualClock()
  const controller = new AbortController()
  const nap = clock.sleep(10, controller.signal)
  controller.abort('enough')
  await expect(nap).rejects.toBe('enough')
  expect(clock.sleeping()).toBe(0)
  await expect(clock.sleep(10, controller.signal)).rejects.toBe('enough')
})

test('whenSleeping resolves once enough sleep', async () => {
  const clock = manualClock()
  const two = clock.whenSleeping(2)
  const naps = [clock.sleep(1), clock.sleep(1)]
  await two
  await clock.advance(1)
  await Promise.all(naps)
})
