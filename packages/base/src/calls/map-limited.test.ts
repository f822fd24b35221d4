import { expect, test } from 'vitest'
import { mapLimited } from './map-limited.js'

const tick = () => new Promise((resolve) => setTimeout(resolve, 0))

test('keeps the order and the limit', async () => {
  let running = 0
  let most = 0
  const items = Array.from({ length: 20 }, (_, index) => index)
  const results = await mapLimited(items, 4, async (item) => {
    running += 1
    most = Math.max(most, running)
    await tick()
    running -= 1
    return item * 2
  })
  expect(results).toEqual(items.map((item) => item * 2))
  expect(most).toBe(4)
})

test('the first failure ends it', async () => {
  const started: number[] = []
  const work = mapLimited([0, 1, 2, 3, 4, 5], 2, async (item) => {
    started.push(item)
    await tick()
    if (item === 1) throw new RangeError('one')
  })
  await expect(work).rejects.toThrow('one')
  await tick()
  expect(started.length).toBeLessThan(5)
})

test('of nothing comes nothing', async () => {
  expect(await mapLimited([], 3, async () => 1)).toEqual([])
})
