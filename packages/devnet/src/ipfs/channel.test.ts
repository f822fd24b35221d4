import { describe, expect, it } from 'vitest'
import { channel } from './channel.js'

async function read<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

describe('channel', () => {
  it('gives what was sent before and after reading began', async () => {
    const numbers = channel<number>()
    numbers.send(1)
    const all = read(numbers)
    numbers.send(2)
    await Promise.resolve()
    numbers.send(3)
    numbers.end()
    expect(await all).toEqual([1, 2, 3])
  })

  it('fails after what was sent, and only with the first reason', async () => {
    const numbers = channel<number>()
    const seen: number[] = []
    numbers.send(1)
    numbers.end({ error: 'first' })
    numbers.end({ error: 'second' })
    const reading = (async () => {
      for await (const number of numbers) seen.push(number)
    })()
    await expect(reading).rejects.toBe('first')
    expect(seen).toEqual([1])
  })
})
