import type { CallOptions, Digest, Hex } from '@aichain/base'
import type { DrandClient } from './drand-client.js'
import { encodeSignature } from './encode.js'

/**
 * What a `NodeRunner` takes as `rounds`: the beacon's rounds by their number, as
 * the contract takes them.
 *
 * Errors of `fetch`: those of the client.
 *
 * @example
 * ```ts
 * import { drandClient, roundSource } from '@aichain/sdk/beacon'
 *
 * const rounds = roundSource(drandClient())
 * ```
 */
export function roundSource(client: Pick<DrandClient, 'getRound'>): {
  readonly fetch: (
    round: number,
    options?: CallOptions,
  ) => Promise<{ readonly signature: Hex; readonly randomness: Digest }>
} {
  return {
    fetch: async (round, { signal, timeout } = {}) => {
      const found = await client.getRound(BigInt(round), { signal, timeout })
      const { signature, randomness } = found
      return { signature: encodeSignature(signature), randomness }
    },
  }
}
