import { describe, expect, it } from 'vitest'
import { isAllowed, listedOrigins, localOrigins } from './origin.js'

describe('localOrigins', () => {
  const rule = localOrigins(8080)

  it.each([
    'http://localhost:5173',
    'http://127.0.0.1:3000',
    'https://localhost',
    'http://[::1]:5173',
  ])('allows the page %s', (origin) => {
    expect(rule(origin)).toBe(true)
  })

  it.each([
    'http://evil.example',
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example:5173',
    'file://',
    'null',
    '',
  ])('refuses %j', (origin) => {
    expect(rule(origin)).toBe(false)
  })

  it('refuses pages that the gateway serves, which anybody may write', () => {
    expect(rule('http://127.0.0.1:8080')).toBe(false)
    expect(rule('http://localhost:8080')).toBe(false)
  })
})

describe('listedOrigins', () => {
  it('allows what is listed, and everything by a star', () => {
    const rule = listedOrigins(['https://app.example'])
    expect(rule('https://app.example')).toBe(true)
    expect(rule('http://localhost:5173')).toBe(false)
    expect(listedOrigins(['*'])('https://any.example')).toBe(true)
  })
})

describe('isAllowed', () => {
  const rule = listedOrigins(['https://app.example'])
  const allowed = (headers: Record<string, string>) =>
    isAllowed({ headers }, rule)

  it('asks the rule about the origin, else about the referrer', () => {
    expect(allowed({ origin: 'https://app.example' })).toBe(true)
    expect(allowed({ origin: 'https://evil.example' })).toBe(false)
    expect(allowed({ referer: 'https://app.example/page' })).toBe(true)
    expect(allowed({ referer: 'https://evil.example/page' })).toBe(false)
    expect(allowed({ referer: 'no address' })).toBe(false)
  })

  it('trusts programs, and no browser that tells neither', () => {
    expect(allowed({})).toBe(true)
    expect(allowed({ 'user-agent': 'node' })).toBe(true)
    expect(allowed({ 'user-agent': 'Mozilla/5.0 (X11)' })).toBe(false)
  })
})
