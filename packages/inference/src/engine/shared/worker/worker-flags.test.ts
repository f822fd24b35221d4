import { expect, test } from 'vitest'
import { workerFlags } from './worker-flags.js'

const guard = ['--import', 'file:///guard.mjs', '--conditions=special']
const others = ['--expose-gc', '--liftoff', '--eval', 'code']

test.each([
  ['in one word', ['--input-type=module', ...guard, ...others]],
  ['in two words', ['--input-type', 'module', ...others, ...guard]],
  ['at the end', [...guard, ...others, '--input-type', 'commonjs']],
])('keeps what is preloaded beside an input type %s', (_, flags) => {
  expect(workerFlags(flags)).toEqual(guard)
})

test('lets the worker inherit the flags otherwise', () => {
  expect(workerFlags([...guard, ...others])).toBeUndefined()
})
