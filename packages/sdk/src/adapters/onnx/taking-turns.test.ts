import { expect, test } from 'vitest'
import { takingTurns } from './taking-turns.js'

test('one after the other, in the order of asking', async () => {
  const takeTurn = takingTurns()
  const order: string[] = []
  const use = async (name: string) => {
    const endTurn = await takeTurn(undefined)
    order.push(`${name} begins`)
    await new Promise((resolve) => setImmediate(resolve))
    order.push(`${name} ends`)
    endTurn()
  }
  await Promise.all(['a', 'b', 'c'].map(use))
  expect(order).toEqual(
    ['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]),
  )
})

test('who gives up waiting lets the next one through, but not past the first', async () => {
  const takeTurn = takingTurns()
  const endFirst = await takeTurn(undefined)
  const controller = new AbortController()
  const second = takeTurn(controller.signal)
  let isThird = false
  const third = takeTurn(undefined).then(() => {
    isThird = true
  })
  controller.abort('gave up')
  await expect(second).rejects.toBe('gave up')
  await new Promise((resolve) => setImmediate(resolve))
  expect(isThird).toBe(false)
  endFirst()
  await third
})
