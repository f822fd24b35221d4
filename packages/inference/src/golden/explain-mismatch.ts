import { canonicalBytes, digestOf } from '@aichain/base'
import { type Divergence, explainDivergence } from '../diagnosis/divergence.js'
import { fingerprint } from '../diagnosis/environment.js'
import { likelyCause } from '../diagnosis/likely-cause.js'
import type { ModelManifest, RuntimePin } from '../document/manifest.js'
import {
  type Generation,
  generationDigest,
  type TracedGeneration,
} from '../document/output.js'
import { GoldenVectorMismatchError } from '../errors/model.js'
import { environmentFingerprint } from './environment-fingerprint.js'

/** Whether a machine computed a golden vector, bit for bit. */
export function isSameRun(a: TracedGeneration, b: TracedGeneration): boolean {
  return (
    a.logits === b.logits &&
    generationDigest(a.generation) === generationDigest(b.generation)
  )
}

/** A golden vector that did not come out. */
export type Mismatch = {
  readonly manifest: ModelManifest
  /** Of the vector. */
  readonly index: number
  /** What came out instead, and what came out of a second try. */
  readonly run: TracedGeneration
  readonly again: TracedGeneration
  /** What computes here, where the engine said so. */
  readonly runtime: RuntimePin | undefined
}

/** The error that says what differs, on which machine, and most likely why. */
export function explainMismatch(mismatch: Mismatch): GoldenVectorMismatchError {
  const { manifest, index, run, again, runtime } = mismatch
  const vector = manifest.golden[index] as TracedGeneration
  const { expected, actual } = differingDigests(vector, run)
  const traces = { mine: run, agreed: vector }
  // Two runs that are not the same differ in something.
  const divergence = explainDivergence(
    run.generation,
    vector.generation,
    traces,
  ) as Divergence
  const isRepeatable = isSameRun(run, again)
  const isRuntimePinned =
    runtime === undefined || isSamePin(runtime, manifest.runtime)
  return new GoldenVectorMismatchError({
    index,
    count: manifest.golden.length,
    expected,
    actual,
    divergence,
    isRepeatable,
    likelyCause: likelyCause({ divergence, isRuntimePinned, isRepeatable }),
    fingerprints: {
      pinned: fingerprint(manifest.runtime),
      here: fingerprint(runtime, environmentFingerprint()),
    },
    generation: summary(run.generation),
  })
}

function differingDigests(vector: TracedGeneration, run: TracedGeneration) {
  const expected = generationDigest(vector.generation)
  const actual = generationDigest(run.generation)
  return expected === actual
    ? { expected: vector.logits, actual: run.logits }
    : { expected, actual }
}

function isSamePin(a: RuntimePin, b: RuntimePin): boolean {
  return digestOf(canonicalBytes(a)) === digestOf(canonicalBytes(b))
}

function summary(generation: Generation): string {
  if (generation.finishReason === 'error') return generation.error
  return `${JSON.stringify(generation.text.slice(0, 80))}, ${generation.tokens.length} tokens`
}
