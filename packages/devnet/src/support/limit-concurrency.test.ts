import { expect, test } from 'vitest'
import { limitConcurrency } from './limit-concurrency.js'

test('never more at once than allowed, all in the end, in order', async () => {
  const limited = limitConcurrency(2)
  const started: number[] = []
  let running = 0
  let most = 0
  const results = [0, 1, 2, 3, 4].map((index) =>
    limited(async () => {
      started.push(index)
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setTimeout(resolve, 1))
      running -= 1
      return index
    }),
  )
  expect(await Promise.all(results)).toEqual([0, 1, 2, 3, 4])
  expect(started).toEqual([0, 1, 2, 3, 4])
  expect(most).toBe(2)
})

test('a failure makes room as well', async () => {
  const limited = limitConcurrency(1)
  const failing = limited(() => Promise.reject(new TypeError('no')))
  await expect(failing).rejects.toThrow('no')
  expect(await limited(async () => 'next')).toBe('next')
})
