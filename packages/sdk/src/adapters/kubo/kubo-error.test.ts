import { cidOf } from '@aichain/base'
import { describe, expect, it } from 'vitest'
import {
  ContentNotFoundError,
  ContentStoreRejectedError,
  ContentStoreUnreachableError,
} from '../../errors/content.js'
import { kuboError } from './kubo-error.js'

const store = 'http://127.0.0.1:5001'
const cid = cidOf(new Uint8Array())

/** As `kubo-rpc-client` makes it of an answer. */
function answered(status: number, message: string, name = 'HTTPError') {
  return Object.assign(new Error(message), { name, response: { status } })
}

describe('kuboError', () => {
  it.each([
    `block was not found locally (offline): ipld: could not find ${cid}`,
    'context deadline exceeded',
    `path resolution: no providers found for the CID`,
  ])('knows a missing block by "%s"', (message) => {
    const error = kuboError({ store, cid }, answered(500, message))
    expect(error).toBeInstanceOf(ContentNotFoundError)
    expect(error.message).toContain(store)
  })

  it.each([
    [500, 'no space left on device'],
    [403, '403 - Forbidden\n'],
    [404, '404 page not found\n'],
    [401, 'Unauthorized'],
  ])('gives the reason of a refusal (%i %s)', (status, message) => {
    const error = kuboError({ store, cid }, answered(status, message))
    expect(error).toBeInstanceOf(ContentStoreRejectedError)
    expect(error.message).toContain(`(HTTP ${status})`)
    expect(error.message).toContain(message.trim())
  })

  it('speaks of credentials where they are missing', () => {
    for (const status of [401, 403]) {
      const error = kuboError({ store }, answered(status, 'no'))
      expect(error).toMatchObject({ kind: 'credentials', status })
      expect(error.message).toContain('Check the credentials')
    }
  })

  it.each([
    [`Unexpected token '<', "<html>" is not valid JSON`, 'a web page'],
    ['Unexpected end of JSON input', 'something else'],
  ])('knows an answer that is no JSON: %s', (message, what) => {
    const error = kuboError({ store }, new SyntaxError(message))
    expect(error).toBeInstanceOf(ContentStoreUnreachableError)
    expect(error.message).toContain(`it answered ${what}, not JSON`)
  })

  it('says how long a limit lasts', () => {
    const headers = new Headers({ 'retry-after': '60' })
    const response = { status: 429, headers }
    const failure = Object.assign(new Error('slow down'), { response })
    const error = kuboError({ store, cid }, failure)
    expect(error).toBeInstanceOf(ContentStoreUnreachableError)
    expect(error).toMatchObject({ attempts: [{ retryAfter: 60_000 }] })
  })

  it('does not take a write for a missing block', () => {
    const failure = answered(500, 'the lock file was not found')
    expect(kuboError({ store }, failure)).toBeInstanceOf(
      ContentStoreRejectedError,
    )
  })

  it('tells a proxy whose server is away from a refusal', () => {
    for (const status of [502, 503, 504]) {
      const error = kuboError({ store, cid }, answered(status, 'not found'))
      expect(error).toBeInstanceOf(ContentStoreUnreachableError)
    }
  })

  it('tells what hides behind "fetch failed"', () => {
    const cause = Object.assign(new Error(), { code: 'ECONNREFUSED' })
    const failure = new TypeError('fetch failed', { cause })
    const error = kuboError({ store }, failure)
    expect(error).toBeInstanceOf(ContentStoreUnreachableError)
    expect(error.message).toContain('it refuses connections (ECONNREFUSED)')
  })

  it('leaves errors of the SDK as they are', () => {
    const error = new ContentNotFoundError({ cid, attempts: [] })
    expect(kuboError({ store }, error)).toBe(error)
  })
})
