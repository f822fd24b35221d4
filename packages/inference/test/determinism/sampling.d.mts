import type { Digest, digestOf } from '@aichain/base'
import type { SamplingRules } from '../../src/document/manifest.js'
import type { seededChoice } from '../../src/sampling/seeded-choice.js'

export type GeneratedScores = { readonly start: number; readonly count: number }

export type SamplingVector = {
  readonly name: string
  readonly scores: readonly number[] | GeneratedScores
  readonly sampling: SamplingRules
  readonly seed: Digest
  readonly tokens: readonly number[]
}

export function generatedScores(parameters: GeneratedScores): Float32Array

export function runSampling(
  core: {
    readonly seededChoice: typeof seededChoice
    readonly digestOf: typeof digestOf
  },
  vectors: readonly SamplingVector[],
): {
  readonly differing: readonly string[]
  readonly digest: Digest
  readonly count: number
}
