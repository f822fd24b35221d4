import {
  bounty,
  commitment,
  type Digest,
  drawCommittee,
  type Hex,
  hardSlash,
  keccakText,
  keccakWords,
  overturn,
  protocolCut,
  sealOf,
  softSlash,
  splitReward,
  tally,
  taskId,
  UNAVAILABLE,
  voteDigest,
} from '../../src/core.js'
import type { SeatHistories } from './differential-seats.js'

/** Everything random in the differential test comes from here. */
export const SEED = keccakText('aichain.differential.1')

/** Where the contracts' test puts the contract that hashes votes. */
const CONSENSUS: Hex = '0x00000000000000000000000000000000c0ffee00'
const ZERO: Digest = `0x${'00'.repeat(32)}`

/** What both sides compute of a case, by name; each is one word in the digest. */
export type CaseResults = {
  readonly task: Digest
  /** Packed as the contract does, zero if the draw fails. */
  readonly committee: bigint
  /** Of member 0. */
  readonly commitment: Digest
  readonly seal: Digest
  readonly voteDigest: Digest
  /** Zero if no output has a quorum. */
  readonly output: Digest
  /** Zero unless decided. */
  readonly winners: number
  readonly share: bigint
  readonly dust: bigint
  readonly cut: bigint
  readonly hardSlash: bigint
  readonly softSlash: bigint
  readonly bounty: bigint
  readonly appealReward: bigint
}

/** A word of a case's randomness, by its number. */
type Words = (number: number) => bigint

/**
 * Computes one case. `packages/contracts/test/DifferentialTest.t.sol` derives
 * the same inputs, word by word; each of its functions has a namesake here.
 */
export function resultsOf(index: number, seats: SeatHistories): CaseResults {
  const seed = keccakWords(SEED, index)
  const words: Words = (number) => BigInt(keccakWords(seed, number))
  const { task, chainId, size } = taskOf(words)
  const committee = committeeOf(words, seats, task, size)
  const outputs = outputsOf(words, size)
  const commitments = outputs.map((output, member) =>
    commitment({
      task,
      seat: committee[member] ?? 0,
      output: output ?? ZERO,
      salt: hexOf(words(20 + member)),
    }),
  )
  const seal = sealOf(
    commitments.map((each, member) =>
      hasSealed(words, outputs, member) ? each : undefined,
    ),
  )
  const vote = { chainId, consensus: CONSENSUS, task, seal }
  return {
    task,
    committee: pack(committee),
    commitment: commitments[0] ?? ZERO,
    seal,
    voteDigest: voteDigest({ ...vote, output: hexOf(words(10)) }),
    ...verdictOf(outputs),
    ...moneyOf(words, size),
  }
}

function taskOf(words: Words) {
  const word = words(0)
  const chainId = 1 + Number(bits(word, 0, 32))
  const size = 3 + Number(bits(word, 96, 32) % 13n)
  const task = taskId({
    chainId,
    consensus: addressOf(words(3)),
    requester: addressOf(words(4)),
    nonce: bits(word, 32, 64),
    model: hexOf(words(1)),
    prompt: hexOf(words(2)),
    committeeSize: size,
  })
  return { task, chainId, size }
}

/** One network in four is large; the others may have fewer seats than are drawn. */
function committeeOf(
  words: Words,
  seats: SeatHistories,
  task: Digest,
  committeeSize: number,
): readonly number[] {
  const word = words(5)
  const isLarge = word % 4n === 0n
  const slots = isLarge
    ? 1 + Number(bits(word, 8, 32) % 65_535n)
    : committeeSize - 1 + Number(bits(word, 8, 32) % 40n)
  const addedAt = 1 + Number(words(6) % 96n)
  seats.rewrite(slots, [words(8), words(9)])
  const drawn = drawCommittee({
    blockHash: hexOf(words(7)),
    task,
    seats: slots,
    committeeSize,
    isEligible: (seat) => seats.isEligible(seat, addedAt),
  })
  return drawn.ok ? drawn.value : []
}

/** Most members give the favourite; how many do not is part of the case. */
function outputsOf(words: Words, size: number): (Digest | undefined)[] {
  const dice = words(12)
  const choices = [hexOf(words(10)), hexOf(words(11)), UNAVAILABLE, undefined]
  const favourite = Number(bits(dice, 0, 2))
  const threshold = 5n + (bits(dice, 2, 8) % 11n)
  return Array.from({ length: size }, (_, member) => {
    const isLoyal = bits(dice, 16 + 8 * member, 4) < threshold
    const other = Number(bits(dice, 20 + 8 * member, 2))
    return choices[isLoyal ? favourite : other]
  })
}

/** Whoever votes has sealed; of the others, every second. */
function hasSealed(
  words: Words,
  outputs: readonly (Digest | undefined)[],
  member: number,
): boolean {
  return (
    outputs[member] !== undefined || bits(words(12), 140 + member, 1) === 1n
  )
}

function verdictOf(outputs: readonly (Digest | undefined)[]) {
  const counted = tally(outputs, outputs.length)
  if (counted.type === 'unavailable') return { output: UNAVAILABLE, winners: 0 }
  if (counted.type === 'undecided') return { output: ZERO, winners: 0 }
  return { output: counted.output, winners: counted.winners }
}

function moneyOf(words: Words, committeeSize: number) {
  const dice = words(13)
  const fee = amountOf(words(14), bits(dice, 0, 8))
  const bond = amountOf(words(15), bits(dice, 8, 8))
  const balance = amountOf(words(16), bits(dice, 16, 8))
  const protocolFeeBps = Number(bits(dice, 24, 16) % 1_001n)
  const slashBps = Number(bits(dice, 40, 16) % 10_001n)
  const winners = 1 + Number(bits(dice, 56, 16) % 32_767n)
  const slash = hardSlash({ balance, bond, slashBps })
  const appeal = { balances: [balance], wronged: 0, hardSlash: 0n }
  return {
    ...splitReward({ fee, winners }),
    cut: protocolCut({ reward: fee, protocolFeeBps }),
    hardSlash: slash,
    softSlash: softSlash({ balance, fee, committeeSize }),
    bounty: bounty({ slash, fee, committeeSize }),
    appealReward: overturn({ ...appeal, bond, appealFee: fee }).reward,
  }
}

/** At most 96 bits, and every length of them. */
function amountOf(word: bigint, shift: bigint): bigint {
  return bits(word, 0, 96) >> (shift % 96n)
}

function bits(word: bigint, from: number, count: number): bigint {
  return (word >> BigInt(from)) & ((1n << BigInt(count)) - 1n)
}

function hexOf(word: bigint): Digest {
  return `0x${word.toString(16).padStart(64, '0')}`
}

function addressOf(word: bigint): Hex {
  return `0x${bits(word, 0, 160).toString(16).padStart(40, '0')}`
}

function pack(committee: readonly number[]): bigint {
  return committee.reduce(
    (word, seat, member) => word | (BigInt(seat) << BigInt(16 * member)),
    0n,
  )
}
