import { cidFromDigest, type Digest, digestFromCid } from '@aichain/base'
import { keccakText } from '../encoding/keccak.js'
import type { VotedOutput } from '../task/task.js'

/**
 * The reserved output by which a node votes that the prompt could not be
 * fetched. If it wins, the fee goes back and nobody is paid or slashed.
 */
export const UNAVAILABLE: Digest = /*#__PURE__*/ keccakText(
  'aichain.output.unavailable',
)

/**
 * The vote that a word of the contracts stands for.
 *
 * @example
 * ```ts
 * import { UNAVAILABLE, votedOutput } from '@aichain/sdk/core'
 *
 * votedOutput(UNAVAILABLE) // 'unavailable'
 * ```
 */
export function votedOutput(word: Digest): VotedOutput {
  return word === UNAVAILABLE ? 'unavailable' : cidFromDigest(word)
}

/**
 * The word that stands for a vote in the contracts. Inverse of {@link votedOutput}.
 *
 * @example
 * ```ts
 * import { outputWord } from '@aichain/sdk/core'
 *
 * outputWord('bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq')
 * // '0x2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'
 * ```
 */
export function outputWord(output: VotedOutput): Digest {
  return output === 'unavailable' ? UNAVAILABLE : digestFromCid(output)
}
