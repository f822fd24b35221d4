import { expect, it } from 'vitest'
import { answerFailure, isWebPage } from './answer-failure.js'

it.each([
  '<!DOCTYPE html><html></html>',
  '\n  <html lang="en">',
  '<!-- cached -->\n<html>',
  '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0">',
  '<head><title>Just a moment…</title>',
  '<body>login',
])('%j is a web page', (text) => {
  expect(isWebPage(text)).toBe(true)
})

it.each(['', '{}', 'ok', '<svg></svg>', '<htmlx>', 'see <html>'])(
  '%j is none',
  (text) => {
    expect(isWebPage(text)).toBe(false)
  },
)

it.each([
  ['', 'it answered nothing, not JSON'],
  ['  \n', 'it answered nothing, not JSON'],
  ['OK', 'it answered "OK", not JSON'],
  ['<html>login</html>', 'it answered a web page, not JSON'],
  [
    '<html><head><title> Just a\nmoment… </title>',
    'it answered a web page ("Just a moment…"), not JSON',
  ],
])('tells %j', (text, reason) => {
  expect(answerFailure(text, 'JSON', 200)).toEqual({
    kind: 'answer',
    reason,
    status: 200,
  })
})

it('shows the beginning of a long answer only', () => {
  expect(answerFailure('y'.repeat(9999), 'JSON').reason.length).toBeLessThan(
    200,
  )
})

it('looks at a hostile beginning once', () => {
  // A backtracking pattern would try every way to divide these.
  const text = `${'<!-- --> '.repeat(100_000)}x`
  expect(isWebPage(text)).toBe(false)
})
