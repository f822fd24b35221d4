import { expect, test } from 'vitest'
import type { ListId, PriceClass } from '../../../core/task/list.js'
import { placeStep } from './place-step.js'

const list: ListId = `0x${'11'.repeat(32)}`
const other: ListId = `0x${'22'.repeat(32)}`
const wanted = { list, class: 1 } as const
const at = (of: ListId, its: PriceClass) => ({ list: of, class: its, index: 0 })

test.each([
  ['offer', undefined],
  ['none', at(list, 1)],
  ['reprice', at(list, 0)],
  // A seat holds one place: it has to leave the one before it takes the other.
  ['withdraw', at(other, 1)],
] as const)('%s, from %o', (step, place) => {
  expect(placeStep({ place, to: undefined }, wanted)).toBe(step)
})

test('a seat that leaves takes no place, and one that was put out leaves its own', () => {
  expect(placeStep({ place: undefined, to: 5 }, wanted)).toBe('none')
  for (const place of [at(list, 1), at(other, 1)]) {
    expect(placeStep({ place, to: 5 }, wanted)).toBe('withdraw')
  }
})
