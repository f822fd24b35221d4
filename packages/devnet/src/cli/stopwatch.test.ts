import { expect, test } from 'vitest'
import { stopwatch } from './stopwatch.js'

function clock() {
  let time = 0
  return { now: () => time, pass: (ms: number) => (time += ms) }
}

test('each stage ends with the last update of its kind', () => {
  const { now, pass } = clock()
  const watch = stopwatch(now)
  const steps = [
    [10, 'transaction-sent'],
    [20, 'posted'],
    [30, 'committee-drawn'],
    [1, 'vote-committed'],
    [2, 'vote-committed'],
    [3, 'vote-revealed'],
    [4, 'decided'],
    [5, 'answer'],
  ] as const
  for (const [milliseconds, type] of steps) {
    pass(milliseconds)
    watch.lap({ type })
  }
  expect(watch.stages()).toEqual({
    send: 10,
    post: 20,
    draw: 30,
    commit: 3,
    reveal: 7,
    check: 5,
    total: 75,
  })
})

test('what was not seen took no time', () => {
  const { now, pass } = clock()
  const watch = stopwatch(now)
  pass(7)
  watch.lap({ type: 'posted' })
  expect(watch.stages()).toMatchObject({ send: 0, post: 7, draw: 0, total: 7 })
})
