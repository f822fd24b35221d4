import { expect, test } from 'vitest'
import { takingTurns } from './taking-turns.js'

const { signal: never } = new AbortController()

test('one after the other, in the order of asking', async () => {
  const takeTurn = takingTurns()
  const order: string[] = []
  const use = async (name: string) => {
    const endTurn = await takeTurn(never, never)
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

test.each([0, 1])(
  'who gives up waiting (signal %i) lets the next one through, but not past the first',
  async (which) => {
    const takeTurn = takingTurns()
    const endFirst = await takeTurn(never, never)
    const controller = new AbortController()
    const { signal } = controller
    const second = takeTurn(which ? never : signal, which ? signal : never)
    let isThird = false
    const third = takeTurn(never, never).then(() => {
      isThird = true
    })
    controller.abort('gave up')
    await expect(second).rejects.toBe('gave up')
    await new Promise((resolve) => setImmediate(resolve))
    expect(isThird).toBe(false)
    endFirst()
    await third
  },
)
