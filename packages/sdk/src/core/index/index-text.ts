import {
  type Address,
  accept,
  equalHex,
  fromPlain,
  type PlainForm,
  type Result,
  refuse,
  toPlain,
} from '@aichain/base'
import type { BlockReference } from '../task/task.js'
import type { ChainIndex } from './chain-index.js'

/** An index, and the last block whose events it knows. */
export type IndexAt = {
  readonly index: ChainIndex
  readonly block: BlockReference
}

/** Which contracts an index is of. */
type IndexOf = { readonly chainId: number; readonly consensus: Address }

const TYPE = 'aichain/index/1'

/**
 * An index as text, to be kept where one likes. {@link parseIndex} reads it.
 *
 * @example
 * ```ts
 * import { encodeIndex, type IndexAt } from '@aichain/sdk/indexer'
 * import type { Deployment } from '@aichain/sdk'
 *
 * const save = (at: IndexAt, deployment: Deployment) =>
 *   localStorage.setItem('index', encodeIndex(at, deployment))
 * ```
 */
export function encodeIndex(at: IndexAt, of: IndexOf): string {
  const { chainId, consensus } = of
  const { index, block } = at
  const kept = { type: TYPE, chainId, consensus, block, index }
  return JSON.stringify(toPlain(kept, mapForm))
}

/**
 * What {@link encodeIndex} was given. Its content is believed: it is as
 * trustworthy as the place where it was kept.
 *
 * @returns Refused: what is no such text, or of an older version, or of other contracts.
 *
 * @example
 * ```ts
 * import { type IndexAt, parseIndex } from '@aichain/sdk/indexer'
 * import type { Deployment } from '@aichain/sdk'
 *
 * const load = (text: string, deployment: Deployment): IndexAt | undefined => {
 *   const parsed = parseIndex(text, deployment)
 *   return parsed.ok ? parsed.value : undefined
 * }
 * ```
 */
export function parseIndex(text: string, of: IndexOf): Result<IndexAt> {
  const kept = readKept(text)
  if (kept?.type !== TYPE) return refuse(`it is not of type ${TYPE}`)
  const { chainId, consensus, block, index } = kept
  const isOfThese =
    chainId === of.chainId && equalHex(consensus ?? '0x', of.consensus)
  if (!isOfThese) return refuse('it is of other contracts')
  return accept({ block, index })
}

type Kept = Partial<IndexOf> & IndexAt & { readonly type: string }

function readKept(text: string): Kept | undefined {
  try {
    return fromPlain(JSON.parse(text), reviveMap) as Kept
  } catch {
    return undefined
  }
}

const mapForm: PlainForm = (value, plain) =>
  value instanceof Map ? { $map: plain([...value]) } : undefined

function reviveMap(value: object): unknown {
  if (!('$map' in value) || !Array.isArray(value.$map)) return undefined
  return new Map(fromPlain(value.$map, reviveMap) as [unknown, unknown][])
}
