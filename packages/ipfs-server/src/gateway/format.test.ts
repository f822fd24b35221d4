import { describe, expect, it } from 'vitest'
import { RequestError } from '../errors/request.js'
import { parseFormat } from './format.js'

const format = (search: string, accept?: string) =>
  parseFormat({
    url: new URL(`http://localhost/ipfs/x${search}`),
    headers: { accept },
  })

describe('parseFormat', () => {
  it('goes by the parameter, then by the header', () => {
    const raw = 'application/vnd.ipld.raw'
    const car = 'application/vnd.ipld.car; version=1'
    expect(format('?format=raw', car)).toEqual({
      format: 'raw',
      negotiated: false,
    })
    expect(format('', `${car}, ${raw}`)).toEqual({
      format: 'raw',
      negotiated: true,
    })
    expect(format('', 'text/html,*/*').format).toBe('deserialized')
    expect(format('', 'application/json').format).toBe('deserialized')
    expect(format('?format=bogus').format).toBe('deserialized')
  })

  it('says which forms it does not give', () => {
    for (const name of ['car', 'tar', 'json', 'ipns-record']) {
      const asked = () => format(`?format=${name}`)
      expect(asked).toThrow(RequestError)
      expect(asked).toThrow(`the format "${name}" is not supported`)
    }
    for (const type of ['vnd.ipld.car', 'x-tar', 'vnd.ipfs.ipns-record']) {
      const asked = () => format('', `application/${type}, */*;q=0.1`)
      expect(asked).toThrow(`"application/${type}" is not supported`)
    }
  })
})
