import type { Digest } from '@aichain/base'
import { keccakText } from '../encoding/keccak.js'

/**
 * The reserved output by which a node votes that the prompt could not be
 * fetched. If it wins, the fee goes back and nobody is paid or slashed.
 */
export const UNAVAILABLE: Digest = /*#__PURE__*/ keccakText(
  'aichain.output.unavailable',
)
