import type { Hex } from '@aichain/base'
import { createClient, type HttpTransport, type WebSocketTransport } from 'viem'
import { viemChain } from '../src/adapters/viem/viem-chain.js'
import { devnetBeacon } from '../src/beacon/devnet-beacon.js'
import { encodeSignature } from '../src/beacon/encode.js'
import {
  type CompactSignature,
  compactSignature,
} from '../src/core/encoding/compact-signature.js'
import { acknowledgementTypedData } from '../src/core/signing/acknowledgement.js'
import { orderTypedData } from '../src/core/signing/order.js'
import { signerTypedData } from '../src/core/signing/signer.js'
import { voteTypedData } from '../src/core/signing/vote.js'
import type { Deployment } from '../src/ports/chain.js'
import type { ChainFixture } from '../src/testing/chain-fixture.js'
import { type Anvil, fund, rpc, testAccount } from './anvil.js'

/** Contracts on a running chain, as the conformance suite takes one. */
export function viemFixture(
  anvil: Anvil,
  deployment: Deployment,
  transport: HttpTransport | WebSocketTransport,
): ChainFixture {
  const client = createClient({ transport, pollingInterval: 20 })
  return {
    connect: async (index) => {
      const account = accountAt(index)
      await fund(anvil.url, account.address)
      const wallet = createClient({ transport, account })
      return viemChain({ client, wallet, deployment })
    },
    ...signatures,
    mine: ({ blocks = 1, seconds = 1 }) =>
      rpc(anvil.url, 'anvil_mine', blocks, seconds),
    reorganize: async (depth) => {
      await rpc(anvil.url, 'anvil_reorg', depth, [])
    },
  }
}

/** The account with a number; the first one deploys. */
export const accountAt = (index: number) => testAccount(index + 1)

/** What accounts with keys sign, and the beacon of tests. */
export const signatures = {
  signVote: async (index, vote) =>
    compact(await accountAt(index).signTypedData(voteTypedData(vote))),
  signAcknowledgement: async (index, seen) =>
    compact(
      await accountAt(index).signTypedData(acknowledgementTypedData(seen)),
    ),
  signSigner: async (index, signer) =>
    compact(await accountAt(index).signTypedData(signerTypedData(signer))),
  signOrder: (index, order) => {
    const typed = orderTypedData(order)
    if (typed.ok) return accountAt(index).signTypedData(typed.value)
    throw new TypeError(typed.reason)
  },
  signRound: (round) =>
    encodeSignature(devnetBeacon().sign(BigInt(round)).signature),
} satisfies Partial<ChainFixture>

function compact(signature: Hex): CompactSignature {
  const packed = compactSignature(signature)
  if (packed.ok) return packed.value
  throw new TypeError(packed.reason)
}
