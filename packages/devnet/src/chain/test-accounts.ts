import type { Address, Hex } from '@aichain/sdk'
import { bytesToHex } from 'viem'
import { type HDAccount, mnemonicToAccount } from 'viem/accounts'

/**
 * The phrase that anvil, Hardhat and Ganache share. Everybody knows its keys:
 * they are for networks whose money is worth nothing.
 */
export const testMnemonic =
  'test test test test test test test test test test test junk'

/** A funded account of the devnet. */
export type DevnetAccount = {
  readonly address: Address
  /** A public test key. */
  readonly privateKey: Hex
}

/** How many accounts are left to the tests of a dApp. */
export const userAccounts = 10

/** Index of the account that deploys, publishes and receives the protocol's cut. */
export const operatorIndex = userAccounts

/** Index of a node's signer. */
export function signerIndex(node: number): number {
  return userAccounts + 1 + node
}

export function testAccount(index: number): HDAccount {
  return mnemonicToAccount(testMnemonic, { addressIndex: index })
}

export function toDevnetAccount(account: HDAccount): DevnetAccount {
  const key = account.getHdKey().privateKey
  return {
    address: account.address,
    privateKey: key ? bytesToHex(key) : '0x',
  }
}
