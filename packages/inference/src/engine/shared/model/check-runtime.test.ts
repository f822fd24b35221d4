import { expect, test } from 'vitest'
import type { RuntimePin } from '../../../document/manifest.js'
import { checkRuntime } from './check-runtime.js'

const pin: RuntimePin = {
  package: 'onnxruntime-web',
  version: '1.30.0',
  wasm: `0x${'1'.repeat(64)}`,
  loader: `0x${'2'.repeat(64)}`,
  executionProvider: 'wasm',
  threads: 1,
  graphOptimization: 'basic',
  schedule: 'prefill-then-one-token/1',
  text: 'unicode@15.0',
}

test('accepts its own pin', () => {
  expect(() => checkRuntime({ ...pin }, pin)).not.toThrow()
})

test.each(Object.keys(pin) as (keyof RuntimePin)[])(
  'refuses another %s and says so',
  (field) => {
    const pinned = { ...pin, [field]: 'other' }
    expect(() => checkRuntime(pinned, pin)).toThrow(
      expect.objectContaining({
        code: 'runtime-mismatch',
        field,
        pinned: 'other',
        actual: String(pin[field]),
      }),
    )
  },
)
