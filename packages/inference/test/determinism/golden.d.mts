import type { Digests, Expected, Place } from './compare.mjs'

export function readGolden(): Expected
export function byModelAndPrompt(
  results: readonly (Place & Digests)[],
): Expected
