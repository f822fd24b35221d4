import { expect, test } from 'vitest'
import { digest } from '../../test/support/receipt.js'
import { fingerprint } from './fingerprint.js'

const drawn = (cells: ReturnType<typeof fingerprint>) =>
  [0, 1, 2, 3, 4].map((y) =>
    [0, 1, 2, 3, 4]
      .map((x) =>
        cells.some((cell) => cell.x === x && cell.y === y) ? '#' : '.',
      )
      .join(''),
  )

test('equal digests look equal, others do not', () => {
  const one = `0x${'01'.repeat(4)}${'00'.repeat(28)}` as const
  const other = `0x${'00'.repeat(4)}${'01'.repeat(28)}` as const
  expect(drawn(fingerprint(one))).toEqual([
    '#...#',
    '#...#',
    '#...#',
    '#...#',
    '.....',
  ])
  expect(drawn(fingerprint(other))).toEqual([
    '.###.',
    '.###.',
    '.###.',
    '.###.',
    '#####',
  ])
})

test('no cell is drawn twice', () => {
  const cells = fingerprint(digest('1')).map(({ x, y }) => `${x},${y}`)
  expect(new Set(cells).size).toBe(25)
  expect(cells).toHaveLength(25)
})
