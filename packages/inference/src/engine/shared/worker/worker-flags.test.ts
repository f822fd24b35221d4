import { expect, test } from 'vitest'
import { workerFlags } from './worker-flags.js'

test('a worker inherits all flags of its program', () => {
  expect(workerFlags([])).toBeUndefined()
  expect(workerFlags(['--liftoff', '--import', 'x'])).toBeUndefined()
})

test.each([
  ['in one word', ['--input-type=module']],
  ['in two words', ['--input-type', 'module']],
])('beside an input type %s, only preloads', (_, inputType) => {
  const preloads = [
    ...['--import', 'data:text/javascript,a=1'],
    ...['--require=./b.cjs', '-C', 'browser'],
  ]
  expect(
    workerFlags(['--liftoff', ...preloads, ...inputType, '-e', 'code']),
  ).toEqual(preloads)
  expect(workerFlags([...inputType, '--eval', 'code'])).toEqual([])
})
