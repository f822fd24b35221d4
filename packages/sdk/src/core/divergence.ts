import type { Generation } from './output.js'

/** The first thing in which two generations of one prompt differ. */
export type Divergence =
  /** The token at `index`, counted from 0; `undefined` where one had ended. */
  | {
      readonly type: 'token'
      readonly index: number
      readonly mine: number | undefined
      readonly agreed: number | undefined
    }
  /** Equal tokens, other text: the tokenizers differ. */
  | { readonly type: 'text'; readonly index: number }
  | {
      readonly type: 'finish-reason'
      readonly mine: string
      readonly agreed: string
    }

/**
 * Where my generation leaves the agreed one; `undefined` when they are equal.
 *
 * @example
 * ```ts
 * import { explainDivergence } from '@aichain/sdk/core'
 *
 * explainDivergence(
 *   { finishReason: 'stop', text: 'Paris', tokens: [4, 8] },
 *   { finishReason: 'stop', text: 'Parma', tokens: [4, 9] },
 * ) // { type: 'token', index: 1, mine: 8, agreed: 9 }
 * ```
 */
export function explainDivergence(
  mine: Generation,
  agreed: Generation,
): Divergence | undefined {
  if (mine.finishReason === 'error' || agreed.finishReason === 'error') {
    return finishReasons(mine, agreed)
  }
  const index = firstDifference(mine.tokens, agreed.tokens)
  if (index !== undefined) {
    const [token, other] = [mine.tokens[index], agreed.tokens[index]]
    return { type: 'token', index, mine: token, agreed: other }
  }
  const character = firstDifference([...mine.text], [...agreed.text])
  if (character !== undefined) return { type: 'text', index: character }
  return finishReasons(mine, agreed)
}

function finishReasons(
  mine: Generation,
  agreed: Generation,
): Divergence | undefined {
  const [own, other] = [endOf(mine), endOf(agreed)]
  if (own === other) return undefined
  return { type: 'finish-reason', mine: own, agreed: other }
}

function endOf(generation: Generation): string {
  return generation.finishReason === 'error'
    ? generation.error
    : generation.finishReason
}

function firstDifference<T>(
  left: readonly T[],
  right: readonly T[],
): number | undefined {
  const length = Math.max(left.length, right.length)
  for (let index = 0; index < length; index += 1) {
    if (left[index] !== right[index]) return index
  }
  return undefined
}
