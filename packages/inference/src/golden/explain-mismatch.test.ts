import type { Digest } from '@aichain/base'
import { expect, test } from 'vitest'
import type { IntegerRuntimePin, ModelManifest } from '../document/manifest.js'
import { generationDigest, type TracedGeneration } from '../document/output.js'
import { explainMismatch, isSameRun } from './explain-mismatch.js'

const digest = (digit: number): Digest => `0x${`${digit}`.repeat(64)}`

const runtime: IntegerRuntimePin = {
  package: 'integer',
  version: '1',
  wasm: digest(1),
  executionProvider: 'integer',
  text: 'unicode@15.0',
}

const vector: TracedGeneration = {
  generation: { finishReason: 'stop', text: 'Paris', tokens: [4, 8] },
  logits: digest(1),
  steps: [digest(1), digest(2)],
}

const otherBits = {
  ...vector,
  logits: digest(9),
  steps: [digest(1), digest(9)],
}
const otherToken: TracedGeneration = {
  ...otherBits,
  generation: { finishReason: 'stop', text: 'Parma', tokens: [4, 9] },
}
const otherText: TracedGeneration = {
  ...vector,
  generation: { finishReason: 'stop', text: 'Pari?', tokens: [4, 8] },
}
const longer: TracedGeneration = {
  ...vector,
  generation: { finishReason: 'length', text: 'Paris', tokens: [4, 8] },
}

const prompt = { type: 'aichain/prompt/1', messages: [] } as const
// Nothing else of a manifest is read.
const manifest = {
  runtime,
  golden: [{ ...vector, prompt }],
} as unknown as ModelManifest

const explain = (
  run: TracedGeneration,
  again = run,
  here: IntegerRuntimePin | undefined = runtime,
) => explainMismatch({ manifest, index: 0, run, again, runtime: here })

test.each([
  [
    otherToken,
    'other-arithmetic',
    'token 1 is 9, not 8, other bits since step 1',
  ],
  [otherBits, 'other-arithmetic', 'no token, but other bits since step 1'],
  [otherText, 'other-text', 'no token, but the text from character 4 on'],
  [longer, 'other-decoding', "it ended with 'length', not 'stop'"],
])('names the first difference and its cause', (run, likelyCause, words) => {
  const error = explain(run)
  expect(error).toMatchObject({ likelyCause, isRepeatable: true, index: 0 })
  expect(error.facts).toContain(`first difference: ${words}`)
  expect(error.facts).toContain('asked again: the same')
})

test('compares answers first, then logits', () => {
  expect(explain(otherToken)).toMatchObject({
    expected: generationDigest(vector.generation),
    actual: generationDigest(otherToken.generation),
  })
  expect(explain(otherBits)).toMatchObject({
    expected: vector.logits,
    actual: otherBits.logits,
  })
})

test('a machine that answers otherwise each time is unstable', () => {
  for (const again of [otherBits, vector]) {
    expect(explain(otherToken, again)).toMatchObject({
      likelyCause: 'unstable-machine',
      isRepeatable: false,
    })
  }
})

test('another runtime explains everything; an unknown one nothing', () => {
  const altered = { ...runtime, wasm: digest(2) }
  expect(explain(otherBits, vector, altered).likelyCause).toBe('other-runtime')
  const error = explainMismatch({
    manifest,
    index: 0,
    run: otherBits,
    again: otherBits,
    runtime: undefined,
  })
  expect(error.likelyCause).toBe('other-arithmetic')
  expect(error.fingerprints.here).toContain('an unknown runtime')
})

test('both fingerprints are there to compare', () => {
  const { fingerprints, facts } = explain(otherBits)
  expect(fingerprints.pinned).toContain(runtime.wasm)
  expect(fingerprints.here).toContain(fingerprints.pinned)
  expect(fingerprints.here).toContain(process.versions.v8)
  expect(facts).toContain(`pinned: ${fingerprints.pinned}`)
  expect(facts).toContain(`here: ${fingerprints.here}`)
})

test('runs are the same when answer and logits are', () => {
  expect(isSameRun(vector, { ...vector })).toBe(true)
  expect(isSameRun(vector, otherBits)).toBe(false)
  expect(isSameRun(vector, otherText)).toBe(false)
})
