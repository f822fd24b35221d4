import type { Figure } from './bound.mjs'

export type Report = {
  readonly agreement: {
    readonly figures: number
    readonly leastLikely: number
    readonly tooFar: readonly Figure[]
  }
}
export function report(committeeSizes?: readonly number[]): Report
