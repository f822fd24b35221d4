import { isEligible } from '../../src/adapters/memory/chain/seats.js'
import { keccakText, keccakWords } from '../../src/core.js'

const SEATS = 65_535
const SEATS_IN_A_WORD = 16
const REWRITTEN = 32
const SEED = keccakText('aichain.differential.seats')

/** When each seat of the differential test's network came and went. */
export type SeatHistories = {
  /** Gives the first 32 seats, at most `slots`, new histories. */
  readonly rewrite: (slots: number, words: readonly bigint[]) => void
  readonly isEligible: (seat: number, addedAt: number) => boolean
}

/**
 * The network that every thousand cases start from: all seats that there can
 * be. Times are small numbers, so that they are often equal.
 */
export function seatHistories(): SeatHistories {
  const histories = new Uint16Array(background())
  return {
    rewrite: (slots, words) => {
      for (let seat = 0; seat < Math.min(slots, REWRITTEN); seat++)
        histories[seat] = historyIn(words, seat)
    },
    isEligible: (seat, addedAt) => {
      const history = histories[seat] ?? 0
      const [from, to] = [history & 31, leftAt(history >> 8)]
      // To the contract a seat without beginning is a free slot.
      const taken = { ...NOBODY, from, to }
      return isEligible(from === 0 ? undefined : taken, addedAt)
    },
  }
}

const NOBODY = { signer: '0x', owner: '0x', balance: 0n } as const

/** Half of the seats stay. */
function leftAt(byte: number): number {
  return byte < 128 ? 0 : byte - 128
}

let cached: Uint16Array | undefined

function background(): Uint16Array {
  cached ??= Uint16Array.from({ length: SEATS }, (_, seat) => {
    const place = seat % SEATS_IN_A_WORD
    const word = BigInt(keccakWords(SEED, (seat - place) / SEATS_IN_A_WORD))
    return historyIn([word], place)
  })
  return cached
}

function historyIn(words: readonly bigint[], seat: number): number {
  const word = words[Math.floor(seat / SEATS_IN_A_WORD)] ?? 0n
  return Number((word >> BigInt(16 * (seat % SEATS_IN_A_WORD))) & 0xffffn)
}
