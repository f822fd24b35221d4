import { type Address, type Digest, digestFromCid } from '@aichain/base'
import { keccakWords } from '../encoding/keccak.js'
import type { ListId, ListTerms } from './list.js'

/** A list's terms as the contracts take them. */
export type ListWords = {
  readonly model: Digest
  /** Zero for nobody. */
  readonly author: Address
  /** Zero for nobody. */
  readonly authorBps: number
}

/** Nobody's address. */
const NOBODY: Address = '0x0000000000000000000000000000000000000000'

/**
 * A list's terms as the contracts take them: they know models by their digests,
 * and nobody by the zero address.
 *
 * @example
 * ```ts
 * import { type ListTerms, listWords } from '@aichain/sdk/core'
 *
 * const modelDigest = (list: ListTerms) => listWords(list).model
 * ```
 */
export function listWords({ model, author }: ListTerms): ListWords {
  return {
    model: digestFromCid(model),
    author: author?.address ?? NOBODY,
    authorBps: author?.shareBps ?? 0,
  }
}

/**
 * The id of a list. Mirrors `IConsensus.listId`:
 * `keccak256(abi.encode(model, author, authorBps))`. A list that names another
 * author than the manifest is another list, which nobody who reads the manifest
 * orders from.
 *
 * @example
 * ```ts
 * import { listId } from '@aichain/sdk/core'
 *
 * listId({ model: 'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq' })
 * ```
 */
export function listId(list: ListTerms): ListId {
  const { model, author, authorBps } = listWords(list)
  return keccakWords(model, author, authorBps)
}
