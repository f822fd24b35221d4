import { expect, test } from 'vitest'
import { eitherSignal } from './either-signal.js'

test.each([0, 1])('aborts with source %i, and its reason', (index) => {
  const sources = [new AbortController(), new AbortController()] as const
  const { signal } = eitherSignal(sources[0].signal, sources[1].signal)
  sources[index]?.abort('stop')
  expect(signal.reason).toBe('stop')
})

test('a source that has aborted already counts', () => {
  const { signal } = eitherSignal(
    new AbortController().signal,
    AbortSignal.abort('stop'),
  )
  expect(signal.reason).toBe('stop')
})

test('after the release no source counts', () => {
  const first = new AbortController()
  const { signal, release } = eitherSignal(first.signal, undefined)
  release()
  first.abort()
  expect(signal.aborted).toBe(false)
})
