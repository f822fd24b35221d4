import type { IndexAt } from '../../core/index/index-text.js'

/** Indexes to go on from: the last one, and two to go back to after a reorganization. */
export type IndexSteps = {
  readonly last: IndexAt
  readonly middle: IndexAt
  /** So deep that chains hardly ever turn below it; `undefined` before there is one. */
  readonly safe: IndexAt | undefined
}

/** Chains turn less deep, mostly; when they do, at most twice as many blocks are read again. */
export const SAFE_DEPTH = 64n

/** Begins with an index. */
export function firstStep(at: IndexAt): IndexSteps {
  return { last: at, middle: at, safe: undefined }
}

/** Goes on to a later index. */
export function nextStep(steps: IndexSteps, last: IndexAt): IndexSteps {
  const { middle } = steps
  const isDeep = last.block.number - middle.block.number >= SAFE_DEPTH
  return isDeep ? { last, middle: last, safe: middle } : { ...steps, last }
}

/** Those to go on from, the best first. */
export function stepsBack({ last, middle, safe }: IndexSteps): IndexAt[] {
  return [last, middle, safe].filter((at) => at !== undefined)
}
