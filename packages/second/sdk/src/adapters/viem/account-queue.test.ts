import { expect, test } from 'vitest'
import { accountQueue, type NonceSource } from './account-queue.js'

let accounts = 0

/** A queue that no other test uses. */
function freshQueue() {
  accounts += 1
  return accountQueue(1, `0x${accounts.toString(16).padStart(40, '0')}`)
}

function nonces(): Promise<NonceSource> {
  return freshQueue().run(async (source) => source)
}

test('one account of one chain has one queue, in any case', () => {
  expect(accountQueue(1, '0xAB')).toBe(accountQueue(1, '0xab'))
  expect(accountQueue(1, '0xab')).not.toBe(accountQueue(2, '0xab'))
})

test('runs one after another, in order', async () => {
  const queue = freshQueue()
  const log: string[] = []
  const job = (name: string) =>
    queue.run(async () => {
      log.push(`${name} starts`)
      await Promise.resolve()
      log.push(`${name} ends`)
    })
  await Promise.all([job('a'), job('b')])
  expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends'])
})

test('goes on after a failure, which only its caller sees', async () => {
  const queue = freshQueue()
  const failed = queue.run(() => Promise.reject(new Error('no')))
  const after = queue.run(async () => 'yes')
  await expect(failed).rejects.toThrow('no')
  expect(await after).toBe('yes')
})

test('counts ahead of the endpoint while something is in flight', async () => {
  const source = await nonces()
  expect(source.next(5)).toBe(5)
  const settle = source.use(5)
  expect(source.next(5)).toBe(6)
  expect(source.next(9)).toBe(9)
  settle()
  // What was sent is gone: the endpoint is right.
  expect(source.next(5)).toBe(5)
})

test('settling twice counts once', async () => {
  const source = await nonces()
  const settle = source.use(5)
  source.use(6)
  settle()
  settle()
  expect(source.next(0)).toBe(7)
})

test('forgets its count when another program sends too', async () => {
  const source = await nonces()
  source.use(5)
  source.reset()
  expect(source.next(3)).toBe(3)
})
