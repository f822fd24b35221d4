import type { Digests, Expected, Place } from './compare.mjs'

export function judge(row: {
  readonly wanted: readonly Place[]
  readonly results: readonly (Place & Digests)[]
  readonly expected: Expected
  readonly isCanary: boolean
}): { readonly outcome: 'passed' | 'failed'; readonly detail: string }
