import { expect, test } from 'vitest'
import type { IndexAt } from '../../core/index/index-text.js'
import { firstStep, nextStep, SAFE_DEPTH, stepsBack } from './index-steps.js'

const at = (number: bigint) => ({ block: { number } }) as IndexAt

const numbersAfter = (heads: readonly bigint[]) =>
  stepsBack(
    heads
      .map(at)
      .reduce((steps, head) => nextStep(steps, head), firstStep(at(0n))),
  ).map(({ block }) => block.number)

test('an index that is deep enough stays to go back to', () => {
  expect(numbersAfter([])).toEqual([0n, 0n])
  expect(numbersAfter([10n, SAFE_DEPTH - 1n])).toEqual([63n, 0n])
  expect(numbersAfter([10n, SAFE_DEPTH])).toEqual([64n, 64n, 0n])
  expect(numbersAfter([10n, 70n, 100n])).toEqual([100n, 70n, 0n])
  expect(numbersAfter([10n, 70n, 100n, 140n])).toEqual([140n, 140n, 70n])
})

test('whatever comes, the safe one is at most twice the depth behind, block by block', () => {
  for (let head = 200n; head < 400n; head += 1n) {
    const heads = Array.from({ length: Number(head) }, (_, n) => BigInt(n + 1))
    const safe = numbersAfter(heads)[2] as bigint
    const depth = head - safe
    expect(depth >= SAFE_DEPTH && depth < 2n * SAFE_DEPTH).toBe(true)
  }
})
