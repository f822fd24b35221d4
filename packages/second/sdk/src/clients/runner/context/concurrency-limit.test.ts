import { expect, test } from 'vitest'
import { concurrencyLimit } from './concurrency-limit.js'

test('never more at once than allowed, each in its turn', async () => {
  const limit = concurrencyLimit(3)
  let running = 0
  let most = 0
  const begun: number[] = []
  const work = (index: number) => async () => {
    begun.push(index)
    running += 1
    most = Math.max(most, running)
    await new Promise((resolve) => setImmediate(resolve))
    running -= 1
    if (index % 4 === 0) throw new RangeError(`${index}`)
    return index
  }
  const indices = Array.from({ length: 20 }, (_, index) => index)
  const results = await Promise.allSettled(indices.map((i) => limit(work(i))))
  expect(most).toBe(3)
  expect(begun).toEqual(indices)
  const failed = results.filter(({ status }) => status === 'rejected')
  expect(failed).toHaveLength(5)
  // Failures give their places back as well.
  expect(await limit(async () => 'free')).toBe('free')
})
