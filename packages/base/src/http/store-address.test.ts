import { describe, expect, it } from 'vitest'
import { InvalidArgumentError } from '../errors/operation.js'
import { storeAddress } from './store-address.js'

describe('storeAddress', () => {
  it.each([
    ['http://127.0.0.1:5001', 'http://127.0.0.1:5001'],
    ['https://ipfs.example/', 'https://ipfs.example'],
    ['https://ipfs.example/gate//', 'https://ipfs.example/gate'],
  ])('reads %s', (address, url) => {
    expect(storeAddress(address, 'url')).toEqual({ url, headers: {} })
  })

  it('takes credentials out of the address', () => {
    expect(storeAddress('http://me:s%C3%BC%3Ass@host:1', 'url')).toEqual({
      url: 'http://host:1',
      headers: { authorization: `Basic ${btoa('me:s\u00c3\u00bc:ss')}` },
    })
  })

  it.each(['', 'ipfs.example', 'ftp://host', '/ip4/127.0.0.1/tcp/5001'])(
    'refuses %j',
    (address) => {
      expect(() => storeAddress(address, 'gateways')).toThrow(
        InvalidArgumentError,
      )
    },
  )

  it.each([undefined, null, 5, new URL('http://me:secret@host')])(
    'refuses what is no text: %#',
    (address) => {
      const attempt = () => storeAddress(address as never, 'url')
      expect(attempt).toThrow(InvalidArgumentError)
      expect(attempt).not.toThrow('secret')
    },
  )

  it.each(['https://ipfs.example/?key=secret', 'https://ipfs.example/#secret'])(
    'refuses what it cannot keep, and says so: %s',
    (address) => {
      const attempt = () => storeAddress(address, 'url')
      expect(attempt).toThrow(InvalidArgumentError)
      expect(attempt).toThrow('without query and fragment')
      expect(attempt).toThrow('https://ipfs.example')
      expect(attempt).not.toThrow('secret')
    },
  )

  it('does not repeat what may hold a password', () => {
    const attempt = () => storeAddress('ftp://me:secret@host', 'url')
    expect(attempt).toThrow(InvalidArgumentError)
    expect(attempt).not.toThrow('secret')
  })

  it('takes a password as it is that is no escape', () => {
    const { headers } = storeAddress('http://a:100%@host', 'url')
    expect(headers).toEqual({ authorization: `Basic ${btoa('a:100%')}` })
  })
})
