import { expect, test } from 'vitest'
import { raceSignal } from './race-signal.js'

const never = new Promise<never>(() => {})

test('settles as the promise does', async () => {
  const { signal } = new AbortController()
  const failure = new Error('broken')
  await expect(raceSignal(Promise.resolve(1), signal)).resolves.toBe(1)
  await expect(raceSignal(Promise.reject(failure), signal)).rejects.toBe(
    failure,
  )
  await expect(raceSignal(Promise.resolve(1), undefined)).resolves.toBe(1)
})

test('rejects at once with the reason, unchanged', async () => {
  const controller = new AbortController()
  const race = raceSignal(never, controller.signal)
  const reason = { any: 'value' }
  controller.abort(reason)
  await expect(race).rejects.toBe(reason)
  await expect(raceSignal(never, controller.signal)).rejects.toBe(reason)
})

test('an aborted signal wins over a settled promise', async () => {
  const race = raceSignal(Promise.resolve(1), AbortSignal.abort('stop'))
  await expect(race).rejects.toBe('stop')
})

test('a late rejection is not an unhandled one', async () => {
  const unhandled: unknown[] = []
  const note = (reason: unknown) => unhandled.push(reason)
  process.on('unhandledRejection', note)
  let fail = (_: unknown) => {}
  const work = new Promise<never>((_, reject) => {
    fail = reject
  })
  await expect(raceSignal(work, AbortSignal.abort('stop'))).rejects.toBe('stop')
  fail('late')
  await new Promise((resolve) => setTimeout(resolve, 0))
  process.off('unhandledRejection', note)
  expect(unhandled).toEqual([])
})

test('leaves no listener behind', async () => {
  const { signal } = new AbortController()
  let listeners = 0
  const add = signal.addEventListener.bind(signal)
  const remove = signal.removeEventListener.bind(signal)
  signal.addEventListener = (...a: Parameters<typeof add>) => {
    listeners += 1
    add(...a)
  }
  signal.removeEventListener = (...a: Parameters<typeof remove>) => {
    listeners -= 1
    remove(...a)
  }
  await raceSignal(Promise.resolve(), signal)
  await raceSignal(Promise.reject('no'), signal).catch(() => {})
  expect(listeners).toBe(0)
})
