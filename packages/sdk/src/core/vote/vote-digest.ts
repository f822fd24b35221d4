import { bytesToHex, type Digest, hexToBytes } from '@aichain/base'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { keccakText, keccakWords } from '../encoding/keccak.js'
import {
  VOTE_DOMAIN_NAME,
  VOTE_DOMAIN_VERSION,
  type VoteParameters,
} from './vote-typed-data.js'

const DOMAIN_TYPE =
  'EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)'
const VOTE_TYPE = 'Vote(bytes32 task,bytes32 output,bytes32 seal)'

/**
 * What a member of a committee signs in lane 1. Mirrors
 * `IConsensus.voteDigest`: the
 * [EIP-712](https://eips.ethereum.org/EIPS/eip-712) digest of
 * `Vote(bytes32 task,bytes32 output,bytes32 seal)`. Its domain names the chain
 * and the contract, so that a vote means nothing on another deployment.
 *
 * @example
 * ```ts
 * import { voteDigest } from '@aichain/sdk/core'
 *
 * const digest = voteDigest({
 *   chainId: 31337,
 *   consensus: '0x5fbdb2315678afecb367f032d93f642f64180aa3',
 *   task: `0x${'11'.repeat(32)}`,
 *   output: `0x${'22'.repeat(32)}`,
 *   seal: `0x${'33'.repeat(32)}`,
 * })
 * ```
 */
export function voteDigest(parameters: VoteParameters): Digest {
  const { task, output, seal } = parameters
  const vote = keccakWords(keccakText(VOTE_TYPE), task, output, seal)
  const words = `${domainSeparator(parameters).slice(2)}${vote.slice(2)}`
  return bytesToHex(keccak_256(hexToBytes(`0x1901${words}`)))
}

function domainSeparator({ chainId, consensus }: VoteParameters): Digest {
  return keccakWords(
    keccakText(DOMAIN_TYPE),
    keccakText(VOTE_DOMAIN_NAME),
    keccakText(VOTE_DOMAIN_VERSION),
    chainId,
    consensus,
  )
}
