import { InvalidArgumentError } from '@aichain/base'
import { expect, it } from 'vitest'
import { gatewayAddress } from './gateway-address.js'

const cid = 'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq'
const asked = `${cid}?format=raw`

it.each([
  ['https://g.example', 'https://g.example', `https://g.example/ipfs/${asked}`],
  [
    'https://g.example/',
    'https://g.example',
    `https://g.example/ipfs/${asked}`,
  ],
  [
    'https://g.example/ipfs',
    'https://g.example',
    `https://g.example/ipfs/${asked}`,
  ],
  [
    'https://g.example/ipfs/',
    'https://g.example',
    `https://g.example/ipfs/${asked}`,
  ],
  [
    'https://g.example//ipfs//',
    'https://g.example',
    `https://g.example/ipfs/${asked}`,
  ],
  [
    'https://g.example/base',
    'https://g.example/base',
    `https://g.example/base/ipfs/${asked}`,
  ],
  [
    'https://g.example/base/ipfs/',
    'https://g.example/base',
    `https://g.example/base/ipfs/${asked}`,
  ],
  [
    'https://g.example/my-ipfs',
    'https://g.example/my-ipfs',
    `https://g.example/my-ipfs/ipfs/${asked}`,
  ],
  [
    'http://localhost:8080/ipfs',
    'http://localhost:8080',
    `http://localhost:8080/ipfs/${asked}`,
  ],
  [
    'https://{cid}.ipfs.g.example',
    'https://{cid}.ipfs.g.example',
    `https://${cid}.ipfs.g.example?format=raw`,
  ],
  [
    'https://{cid}.ipfs.g.example/',
    'https://{cid}.ipfs.g.example',
    `https://${cid}.ipfs.g.example?format=raw`,
  ],
  [
    'https://g.example/ipfs/{cid}',
    'https://g.example/ipfs/{cid}',
    `https://g.example/ipfs/${asked}`,
  ],
  [
    'https://me:secret@g.example/ipfs/',
    'https://g.example',
    `https://g.example/ipfs/${asked}`,
  ],
])('%s', (address, store, url) => {
  const found = gatewayAddress(address)
  expect(found.store).toBe(store)
  expect(found.blockUrl(cid)).toBe(url)
  expect(() => new URL(found.blockUrl(cid))).not.toThrow()
})

it('keeps credentials for the header', () => {
  const { headers } = gatewayAddress('https://me:secret@{cid}.ipfs.g.example')
  expect(headers).toEqual({ authorization: `Basic ${btoa('me:secret')}` })
})

it.each([
  ['https://g.example/?x=1', 'without query and fragment'],
  ['https://g.example/ipfs/#top', 'without query and fragment'],
  ['https://{cid}.ipfs.g.example?key=secret', 'without query and fragment'],
  [`https://g.example/ipfs/${cid}`, 'write {cid} where the CID goes'],
  [`https://${cid}.ipfs.g.example`, 'write {cid} where the CID goes'],
  ['g.example', 'an http or https URL'],
  ['127.0.0.1:8080', 'an http or https URL'],
  ['ipfs://g.example', 'an http or https URL'],
])('refuses %s, and says why', (address, reason) => {
  expect(() => gatewayAddress(address)).toThrow(InvalidArgumentError)
  expect(() => gatewayAddress(address)).toThrow(reason)
  expect(() => gatewayAddress(address)).not.toThrow('secret')
})
