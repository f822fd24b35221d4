import { describe, expect, it } from 'vitest'
import { handover } from './handover.js'

const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('handover', () => {
  it('lets the giver go on only when the reader does', async () => {
    const numbers = handover<number>()
    const log: string[] = []
    const giving = (async () => {
      for (const number of [1, 2]) {
        await numbers.give(number)
        log.push(`given ${number}`)
      }
      numbers.end()
    })()
    const reader = numbers[Symbol.asyncIterator]()
    await settle()
    expect(log).toEqual([])
    expect((await reader.next()).value).toBe(1)
    await settle()
    expect(log).toEqual([])
    expect((await reader.next()).value).toBe(2)
    expect(log).toEqual(['given 1'])
    expect((await reader.next()).done).toBe(true)
    await giving
    expect(log).toEqual(['given 1', 'given 2'])
  })

  it('passes a failure on', async () => {
    const numbers = handover<number>()
    const reading = (async () => {
      for await (const _ of numbers);
    })()
    numbers.end({ error: 'lost' })
    await expect(reading).rejects.toBe('lost')
  })

  it('does not keep a giver waiting whose reader has left', async () => {
    const numbers = handover<number>()
    const giving = numbers.give(1)
    for await (const _ of numbers) break
    await giving
    await numbers.give(2)
  })
})
