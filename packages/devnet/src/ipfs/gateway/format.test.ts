import { describe, expect, it } from 'vitest'
import { RequestError } from '../errors.js'
import { parseFormat } from './format.js'

const format = (search: string, accept?: string) =>
  parseFormat({
    url: new URL(`http://localhost/ipfs/x${search}`),
    headers: { accept },
  })

describe('parseFormat', () => {
  it('goes by the parameter, then by the header', () => {
    const car = 'application/vnd.ipld.car; version=1'
    expect(format('?format=raw', car)).toEqual({
      format: 'raw',
      negotiated: false,
    })
    expect(format('', `text/html, ${car}`)).toEqual({
      format: 'car',
      negotiated: true,
    })
    expect(format('', 'text/html,*/*').format).toBe('deserialized')
    expect(format('?format=bogus').format).toBe('deserialized')
  })

  it('says which forms it does not give', () => {
    expect(() => format('?format=tar')).toThrow(RequestError)
  })
})
