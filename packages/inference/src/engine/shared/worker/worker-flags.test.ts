import { expect, test } from 'vitest'
import { workerFlags } from './worker-flags.js'

const kept = ['--import', 'file:///guard.mjs', '--expose-gc', '-e', 'code']

test.each([
  ['in one word', ['--input-type=module', ...kept]],
  ['in two words', ['--input-type', 'module', ...kept]],
  ['at the end', [...kept, '--input-type', 'commonjs']],
  ['that is not there', kept],
])('keeps all flags but an input type %s', (_, flags) => {
  expect(workerFlags(flags)).toEqual(kept)
})
