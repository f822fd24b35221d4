import type { Digest } from '@aichain/base'
import { keccakWords } from '../encoding/keccak.js'

/**
 * The seal of a committee's commitments: keccak-256 of one word for each
 * member, in the order of the draw, zero for a member that sealed nothing.
 * Mirrors `IConsensus.sealOf`. A vote names the seal that holds its commitment,
 * so nobody who saw another's vote first can still get a copy of it counted.
 *
 * @param commitments - One for each member; `undefined` for a member without.
 *
 * @example
 * ```ts
 * import { commitment, type Digest, sealOf } from '@aichain/sdk/core'
 *
 * const task: Digest = `0x${'11'.repeat(32)}`
 * const output: Digest = `0x${'22'.repeat(32)}`
 * const salt: Digest = `0x${'33'.repeat(32)}`
 * const sealed = commitment({ task, seat: 4, output, salt })
 * sealOf([sealed, undefined, undefined]) // what member 0 may sign
 * ```
 */
export function sealOf(commitments: readonly (Digest | undefined)[]): Digest {
  return keccakWords(...commitments.map((commitment) => commitment ?? 0))
}
