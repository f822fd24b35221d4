import type { Generation, TracedGeneration } from '../document/output.js'

/** The first thing in which two generations of one prompt differ. */
export type Divergence =
  /** The token at `index`, counted from 0; `undefined` where one had ended. */
  | {
      readonly type: 'token'
      readonly index: number
      readonly mine: number | undefined
      readonly agreed: number | undefined
      /** Step whose logits differ first; present where both were traced and one does. */
      readonly step?: number
    }
  /** Equal tokens, other text: the tokenizers differ. */
  | { readonly type: 'text'; readonly index: number }
  | {
      readonly type: 'finish-reason'
      readonly mine: string
      readonly agreed: string
    }
  /** Equal generations, but other bits from this step on: the next prompt may tell. */
  | { readonly type: 'logits'; readonly step: number }

/** How two generations came about, where both are known. */
export type Traces = {
  readonly mine: Trace
  readonly agreed: Trace
}

type Trace = Pick<TracedGeneration, 'logits' | 'steps'>

/**
 * Where my generation leaves the agreed one; `undefined` when they are equal.
 * With traces, generations are equal only if their logits are, bit for bit.
 *
 * @example
 * ```ts
 * import { explainDivergence } from '@aichain/inference'
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
  traces?: Traces,
): Divergence | undefined {
  const visible = explainVisible(mine, agreed)
  if (!traces) return visible
  const step = commonDifference(traces.mine.steps, traces.agreed.steps)
  if (visible?.type === 'token') {
    return step === undefined ? visible : { ...visible, step }
  }
  if (visible || traces.mine.logits === traces.agreed.logits) return visible
  // Equal up to the last token: the step that ended the generation differs.
  return { type: 'logits', step: step ?? traces.agreed.steps.length }
}

function explainVisible(
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

/** Beyond the end of the shorter one, nothing can be compared. */
function commonDifference<T>(
  left: readonly T[],
  right: readonly T[],
): number | undefined {
  const length = Math.min(left.length, right.length)
  return firstDifference(left.slice(0, length), right.slice(0, length))
}
