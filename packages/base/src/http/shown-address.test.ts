import { expect, it } from 'vitest'
import { shownAddress } from './shown-address.js'

it.each([
  ['http://127.0.0.1:8545', 'http://127.0.0.1:8545'],
  ['https://rpc.example/', 'https://rpc.example'],
  [
    'https://me:secret@rpc.example/eth?key=secret#secret',
    'https://rpc.example/eth',
  ],
  [
    'wss://rpc.example/ws/v3/0123456789abcdef0123456789abcdef',
    'wss://rpc.example/ws/v3/…',
  ],
  [
    'https://rpc.example/v2/a-Key_of9letters-here/mainnet',
    'https://rpc.example/v2/…/mainnet',
  ],
  [
    'https://rpc.example/arbitrum-sepolia-testnet',
    'https://rpc.example/arbitrum-sepolia-testnet',
  ],
  ['secret', '(an address that is no URL)'],
])('%s', (address, shown) => {
  expect(shownAddress(address)).toBe(shown)
})
