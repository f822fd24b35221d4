import { expect, test } from 'vitest'
import { UsageError } from '../errors/usage.js'
import { laneOneHelp, parseLaneOneArguments } from './parse-arguments.js'

test('nothing need be said', () => {
  expect(parseLaneOneArguments([])).toEqual({
    json: false,
    pretend: false,
    help: false,
  })
  expect(parseLaneOneArguments(['--json', '--pretend', '-h'])).toEqual({
    json: true,
    pretend: true,
    help: true,
  })
})

test.each([['--nope'], ['hello'], ['--json=yes']])(
  '%s is a mistake',
  (flag) => {
    expect(() => parseLaneOneArguments([flag])).toThrow(UsageError)
  },
)

test('the help fits into 80 columns', () => {
  const longest = Math.max(...laneOneHelp.split('\n').map((l) => l.length))
  expect(longest).toBeLessThanOrEqual(80)
})
