import { expect, test } from 'vitest'
import { fill } from './page.js'

const page = (inside: string) =>
  `# Title\n\n<!-- generated: figures gas -->\n${inside}<!-- end -->\n\nMore.\n`

test('only what is between the marks is replaced, again and again', () => {
  const filled = page('\nnew\n\n')
  expect(fill(page(''), 'figures', { gas: 'new' })).toBe(filled)
  expect(fill(page('old\n'), 'figures', { gas: 'new' })).toBe(filled)
  expect(fill(filled, 'figures', { gas: 'new' })).toBe(filled)
})

test('places of another family stay as they are', () => {
  expect(fill(page('old\n'), 'economics', {})).toBe(page('old\n'))
})

test('a place without a text, and a text without a place, are refused', () => {
  expect(() => fill(page(''), 'figures', {})).toThrow('has a place for "gas"')
  expect(() => fill(page(''), 'figures', { gas: '', two: '' })).toThrow(
    'lacks a place for two',
  )
})
