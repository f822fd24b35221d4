import { pbkdf2Sync } from 'node:crypto'
import type { Address, Hex } from '@aichain/sdk'
import { bytesToHex } from 'viem'
import {
  HDKey,
  type PrivateKeyAccount,
  privateKeyToAccount,
} from 'viem/accounts'
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

/** An account of the test phrase, as viem signs with it. */
export function testAccount(index: number): PrivateKeyAccount {
  return derive(index).account
}

/** The same account as users are given it. */
export function devnetAccount(index: number): DevnetAccount {
  const { account, privateKey } = derive(index)
  return { address: account.address, privateKey }
}

type Derived = {
  readonly account: PrivateKeyAccount
  readonly privateKey: Hex
}

const derived = new Map<number, Derived>()

/** Kept: a start asks for the same accounts again and again. */
function derive(index: number): Derived {
  const known = derived.get(index)
  if (known) return known
  parent ??= parentKey()
  // A key derived from a phrase always has its private half.
  const key = parent.deriveChild(index).privateKey as Uint8Array
  const privateKey = bytesToHex(key)
  const account = privateKeyToAccount(privateKey)
  derived.set(index, { account, privateKey })
  return { account, privateKey }
}

let parent: HDKey | undefined

/**
 * As BIP-39 and BIP-44 say. Node's own PBKDF2, because its 2,048 rounds take a
 * tenth of a second in JavaScript.
 */
function parentKey(): HDKey {
  const seed = pbkdf2Sync(testMnemonic, 'mnemonic', 2_048, 64, 'sha512')
  return HDKey.fromMasterSeed(seed).derive("m/44'/60'/0'/0")
}
