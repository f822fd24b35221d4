import { bytesToHex, type Digest, hexToBytes } from '@aichain/base'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { keccakText, keccakWords, type Word } from '../encoding/keccak.js'
import type { SigningDomain } from './typed-data.js'

const DOMAIN_TYPE =
  'EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)'

/** Typed data whose one type has only values of one word. */
export type FlatTypedData = {
  readonly domain: SigningDomain
  readonly types: Readonly<
    Record<string, readonly { readonly name: string; readonly type: string }[]>
  >
  readonly primaryType: string
  readonly message: Readonly<Record<string, Word>>
}

/** The [EIP-712](https://eips.ethereum.org/EIPS/eip-712) digest of typed data. */
export function typedDataDigest(data: FlatTypedData): Digest {
  const { types, primaryType, message, domain } = data
  const fields = types[primaryType] ?? []
  const list = fields.map(({ type, name }) => `${type} ${name}`).join(',')
  const struct = keccakWords(
    keccakText(`${primaryType}(${list})`),
    ...fields.map(({ name }) => message[name] as Word),
  )
  const words = `${domainSeparator(domain).slice(2)}${struct.slice(2)}`
  return bytesToHex(keccak_256(hexToBytes(`0x1901${words}`)))
}

function domainSeparator(domain: SigningDomain): Digest {
  return keccakWords(
    keccakText(DOMAIN_TYPE),
    keccakText(domain.name),
    keccakText(domain.version),
    domain.chainId,
    domain.verifyingContract,
  )
}
