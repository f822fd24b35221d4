import { expect, it } from 'vitest'
import { failureRemedy, mayPassSoon } from './http-failure.js'
import { statusFailure } from './status-failure.js'

it.each([
  [401, 'credentials', 'it asks for credentials (HTTP 401)'],
  [403, 'credentials', 'it refuses this caller (HTTP 403)'],
  [404, 'path', 'it knows no such path (HTTP 404)'],
  [405, 'path', 'it knows no such command (HTTP 405)'],
  [407, 'credentials', 'the proxy before it asks for credentials (HTTP 407)'],
  [413, 'size', 'the request is too large for it (HTTP 413)'],
  [418, 'request', 'it refuses the request (HTTP 418)'],
  [429, 'rate', 'it limits the rate of requests (HTTP 429)'],
  [500, 'server', 'it failed (HTTP 500)'],
  [504, 'server', 'it failed (HTTP 504)'],
  [302, 'path', 'it points to another address (HTTP 302)'],
  [204, 'answer', 'it answered in another way than expected (HTTP 204)'],
])('HTTP %i', (status, kind, reason) => {
  expect(statusFailure(status)).toMatchObject({ kind, reason, status })
})

it('says how long to wait, and what the server said', () => {
  const text = '{"error":"monthly quota\\nused up"}'
  expect(statusFailure(429, { text, retryAfter: 3_600_000 })).toEqual({
    kind: 'rate',
    reason:
      'it limits the rate of requests (HTTP 429) and asks to wait 3600 s: "monthly quota used up"',
    status: 429,
    retryAfter: 3_600_000,
  })
})

it.each([
  ['no space left', '"no space left"'],
  ['{"Message":"no space left","Code":0}', '"no space left"'],
  ['{"message":"no space left"}', '"no space left"'],
  ['{"error":{"code":-32005,"message":"no space left"}}', '"no space left"'],
  ['{"error":7}', '"{\\"error\\":7}"'],
  ['null', '"null"'],
  ['"no space left"', '"no space left"'],
  ['404 page not found\n', '"404 page not found"'],
])('finds the words in %s', (text, words) => {
  expect(statusFailure(500, { text }).reason).toBe(
    `it failed (HTTP 500): ${words}`,
  )
})

it('repeats no web page, and no long text', () => {
  for (const text of ['<html>Bad gateway</html>', '"<html>Bad gateway"']) {
    expect(statusFailure(502, { text }).reason).toBe('it failed (HTTP 502)')
  }
  const { reason } = statusFailure(500, { text: 'x'.repeat(5000) })
  expect(reason.length).toBeLessThan(200)
})

it('has a remedy for each kind, and knows what passes', () => {
  expect(failureRemedy('credentials')).toContain('credentials')
  expect(failureRemedy('certificate')).toContain('NODE_EXTRA_CA_CERTS')
  expect(mayPassSoon('rate')).toBe(true)
  expect(mayPassSoon('credentials')).toBe(false)
  expect(mayPassSoon('request')).toBe(false)
  expect(mayPassSoon('certificate')).toBe(false)
})
