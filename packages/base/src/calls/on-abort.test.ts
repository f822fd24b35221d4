import { getEventListeners } from 'node:events'
import { expect, test, vi } from 'vitest'
import { onAbort } from './on-abort.js'

const listenersOf = (signal: AbortSignal) =>
  getEventListeners(signal, 'abort').length

test('a thousand listeners are one to the signal, and all are told once', () => {
  const controller = new AbortController()
  const told: number[] = []
  for (let index = 0; index < 1000; index += 1) {
    onAbort(controller.signal, () => told.push(index))
  }
  expect(listenersOf(controller.signal)).toBe(1)
  controller.abort()
  expect(told).toEqual(Array.from({ length: 1000 }, (_, index) => index))
  expect(listenersOf(controller.signal)).toBe(0)
})

test('who let go is not told, and the last lets go of the signal', () => {
  const controller = new AbortController()
  const [one, two] = [vi.fn(), vi.fn()]
  const releases = [one, one, two].map((listener) =>
    onAbort(controller.signal, listener),
  )
  releases[0]?.()
  releases[2]?.()
  expect(listenersOf(controller.signal)).toBe(1)
  releases[2]?.()
  controller.abort()
  expect([one, two].map(({ mock }) => mock.calls.length)).toEqual([1, 0])
  releases[1]?.()
})

test('a signal that everybody let go of can be listened to again', () => {
  const controller = new AbortController()
  onAbort(controller.signal, () => {})()
  expect(listenersOf(controller.signal)).toBe(0)
  const listener = vi.fn()
  onAbort(controller.signal, listener)
  controller.abort()
  expect(listener).toHaveBeenCalledTimes(1)
})

test('an old release does not touch those who came later', () => {
  const controller = new AbortController()
  const release = onAbort(controller.signal, () => {})
  release()
  const listener = vi.fn()
  onAbort(controller.signal, listener)
  release()
  controller.abort()
  expect(listener).toHaveBeenCalledTimes(1)
})

test('who is let go of by an earlier listener is not told', () => {
  const controller = new AbortController()
  const later = vi.fn()
  onAbort(controller.signal, () => release())
  const release = onAbort(controller.signal, later)
  controller.abort()
  expect(later).not.toHaveBeenCalled()
})

test('what has aborted tells at once; no signal never does', () => {
  const listener = vi.fn()
  onAbort(AbortSignal.abort(), listener)()
  expect(listener).toHaveBeenCalledTimes(1)
  onAbort(undefined, listener)()
  expect(listener).toHaveBeenCalledTimes(1)
})
