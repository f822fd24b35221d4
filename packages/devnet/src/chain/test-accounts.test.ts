import { mnemonicToAccount } from 'viem/accounts'
import { expect, test } from 'vitest'
import { devnetAccount, testAccount, testMnemonic } from './test-accounts.js'

// What anvil, Hardhat and Ganache print for the first of their accounts.
test('the first account is the one that every tool prints', () => {
  expect(devnetAccount(0)).toEqual({
    address: '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
    privateKey:
      '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80',
  })
})

test.each([0, 1, 10, 41])('account %i is that of the phrase', (index) => {
  const { address } = mnemonicToAccount(testMnemonic, { addressIndex: index })
  expect(testAccount(index).address).toBe(address)
  expect(devnetAccount(index).address).toBe(address)
})
