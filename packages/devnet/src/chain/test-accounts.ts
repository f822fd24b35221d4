import type { Address, Hex } from '@aichain/sdk'
import { bytesToHex } from 'viem'
import { type HDAccount, mnemonicToAccount } from 'viem/accounts'
import { limits } from '../settings/limits.js'

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

/** How many accounts are left to whoever uses the network. */
export const userAccounts = 10

/** The account that deploys, publishes and receives the protocol's cut. */
export const operatorIndex = userAccounts

/** The account of a node's signer. */
export function signerIndex(node: number): number {
  return operatorIndex + 1 + node
}

/** Always as many, so that a kept chain can be given more nodes later. */
export const accountsInAll = signerIndex(limits.nodes.most)

export function testAccount(index: number): HDAccount {
  return mnemonicToAccount(testMnemonic, { addressIndex: index })
}

export function toDevnetAccount(account: HDAccount): DevnetAccount {
  // A key derived from a phrase always has its private half.
  const key = account.getHdKey().privateKey as Uint8Array
  return { address: account.address, privateKey: bytesToHex(key) }
}
