import { expect, test } from 'vitest'
import { blockHistory } from './block-history.js'

const block = (number: number) => ({
  number: BigInt(number),
  hash: `0x${number}` as const,
  timestamp: number,
})

test('knows the last block and those by number', () => {
  const history = blockHistory()
  expect(history.last()).toBeUndefined()
  for (const number of [1, 2, 5]) history.push(block(number))
  expect(history.last()).toEqual(block(5))
  expect(history.at(2n)).toEqual(block(2))
  expect(history.at(3n)).toBeUndefined()
  expect(history.all()).toEqual([block(1), block(2), block(5)])
})

test('forgets what is above a number', () => {
  const history = blockHistory()
  for (const number of [1, 2, 5]) history.push(block(number))
  history.truncate(4n)
  expect(history.last()).toEqual(block(2))
  history.truncate(0n)
  expect(history.last()).toBeUndefined()
})

test('keeps 512 blocks', () => {
  const history = blockHistory()
  for (let number = 0; number < 600; number += 1) history.push(block(number))
  expect(history.all()).toHaveLength(512)
  expect(history.all()[0]).toEqual(block(88))
})
