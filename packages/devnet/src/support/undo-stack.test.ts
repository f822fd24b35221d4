import { expect, test } from 'vitest'
import { undoStack } from './undo-stack.js'

test('the last thing is undone first, and each only once', async () => {
  const order: string[] = []
  const stack = undoStack()
  for (const name of ['a', 'b', 'c']) {
    stack.add(async () => {
      order.push(name)
    })
  }
  await Promise.all([stack.run(), stack.run()])
  await stack.run()
  expect(order).toEqual(['c', 'b', 'a'])
})

test('a failure stops nothing and is told at the end', async () => {
  const order: string[] = []
  const stack = undoStack()
  stack.add(async () => {
    order.push('first')
  })
  const failure = new TypeError('no')
  stack.add(() => Promise.reject(failure))
  await expect(stack.run()).rejects.toBe(failure)
  expect(order).toEqual(['first'])
})
