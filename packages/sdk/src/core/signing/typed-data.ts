import type { Address } from '@aichain/base'

/** The name in the EIP-712 domain of every consensus contract. */
export const SIGNING_DOMAIN_NAME = 'AIChain Consensus'

/** The version in the EIP-712 domain of every consensus contract. */
export const SIGNING_DOMAIN_VERSION = '2'

/** For which contract something is signed. */
export type SigningParameters = {
  readonly chainId: number
  readonly consensus: Address
}

/** In whose name: it means nothing on another chain, or for another contract. */
export type SigningDomain = {
  readonly name: typeof SIGNING_DOMAIN_NAME
  readonly version: typeof SIGNING_DOMAIN_VERSION
  readonly chainId: number
  readonly verifyingContract: Address
}

/** The domain of a consensus contract. */
export function signingDomain(parameters: SigningParameters): SigningDomain {
  return {
    name: SIGNING_DOMAIN_NAME,
    version: SIGNING_DOMAIN_VERSION,
    chainId: parameters.chainId,
    verifyingContract: parameters.consensus,
  }
}
