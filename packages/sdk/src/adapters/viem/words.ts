import type { Hex } from '@aichain/base'

/** What a word says, where zero stands for nothing. */
export function orNothing<Word extends Hex>(word: Word): Word | undefined {
  return BigInt(word) === 0n ? undefined : word
}

/** The word that stands for nothing. */
export const EMPTY: Hex = `0x${'00'.repeat(32)}`

/** The address that stands for nobody. */
export const NOBODY: Hex = `0x${'00'.repeat(20)}`
