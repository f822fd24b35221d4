import type { MemoryChain } from '../src/adapters/memory/chain.js'
import type { ChainFixture } from '../src/testing/chain-fixture.js'

/** Accounts are numbered; 0 asks, the others hold seats. */
export const accountOf = (index: number) =>
  `0x${`${index + 1}`.padStart(40, '0')}` as const

/** A chain in memory, as the conformance suite takes one. */
export function memoryFixture(chain: MemoryChain): ChainFixture {
  return {
    connect: (index) => chain.connect(accountOf(index)),
    signVote: (index, vote) => chain.signVote(accountOf(index), vote),
    signAcknowledgement: (index, seen) =>
      chain.signAcknowledgement(accountOf(index), seen),
    signSigner: (index, signer) => chain.signSigner(accountOf(index), signer),
    signOrder: (index, order) => chain.signOrder(accountOf(index), order),
    signRound: chain.signRound,
    mine: async (options) => chain.mine(options),
    reorganize: async (depth) =>
      chain.reorganize({ depth, keepTransactions: false }),
  }
}
