import { expect, test } from 'vitest'
import { fingerprint } from './environment.js'

const runtime = {
  package: 'integer',
  version: '1',
  wasm: `0x${'ab'.repeat(32)}`,
  executionProvider: 'integer',
  text: 'unicode@15.0',
} as const

test('names every field of the pin, and the machine', () => {
  expect(fingerprint(runtime)).toBe(
    `integer@1, executionProvider integer, text unicode@15.0, wasm ${runtime.wasm}`,
  )
  const environment = { engine: 'V8', platform: 'linux x64', processor: 'Z80' }
  expect(fingerprint(undefined, environment)).toBe(
    'an unknown runtime; V8; linux x64; Z80',
  )
})

test('leaves out what a browser does not tell', () => {
  const environment = { engine: 'Mozilla/5.0', platform: '', processor: '' }
  expect(fingerprint(runtime, environment)).toBe(
    `${fingerprint(runtime)}; Mozilla/5.0`,
  )
})
