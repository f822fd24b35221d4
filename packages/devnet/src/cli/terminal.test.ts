import { expect, test } from 'vitest'
import {
  createTerminal,
  formatDuration,
  formatMoney,
  layoutTable,
  printable,
  shorten,
  wrap,
} from './terminal.js'

function colours(isTTY: boolean, environment: Record<string, string>): boolean {
  const terminal = createTerminal({ write: () => {}, isTTY }, environment)
  return terminal.paint.red('x') !== 'x'
}

test('colours are for terminals, and for those who want them', () => {
  expect(colours(true, {})).toBe(true)
  expect(colours(false, {})).toBe(false)
  expect(colours(true, { NO_COLOR: '1' })).toBe(false)
  expect(colours(true, { NO_COLOR: '' })).toBe(true)
  expect(colours(false, { FORCE_COLOR: '1' })).toBe(true)
})

test('durations read well at any length', () => {
  const read = [3.4, 949, 951, 59_000, 61_500, 3_600_000].map(formatDuration)
  expect(read).toEqual([
    '3 ms',
    '949 ms',
    '1.0 s',
    '59.0 s',
    '1 min 02 s',
    '60 min 00 s',
  ])
})

test('money is exact', () => {
  expect(formatMoney(1n)).toBe('0.000000000000000001 ETH')
  expect(formatMoney(10n ** 22n)).toBe('10000 ETH')
})

test('long things keep both ends', () => {
  expect(shorten('0x70997970c51812dc3a010c7d01b50e0d17dc79c8')).toBe(
    '0x7099…79c8',
  )
  expect(shorten('short')).toBe('short')
})

test('columns are as wide as they need to be', () => {
  const columns = [{ title: 'n', align: 'right' }, { title: 'name' }] as const
  expect(
    layoutTable(columns, [
      ['1', 'a'],
      ['22', 'bcd'],
    ]),
  ).toEqual([' n  name', ' 1  a', '22  bcd'])
})

test('text is broken at spaces, and keeps its own lines', () => {
  expect(wrap('one two three\nfour', 8)).toEqual(['one two', 'three', 'four'])
  expect(wrap('unbreakable', 4)).toEqual(['unbreakable'])
})

test('an answer cannot drive the terminal', () => {
  expect(printable('a\u001b[2Jb\u0007c\rd\n\u009b1me\t')).toBe('a[2Jbcd\n1me')
  expect(printable('Grüße, 世界 🙂')).toBe('Grüße, 世界 🙂')
})
