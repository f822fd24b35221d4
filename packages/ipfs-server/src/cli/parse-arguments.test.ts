import { expect, test } from 'vitest'
import { parseArguments } from './parse-arguments.js'

test('without arguments it listens where Kubo does, on this machine', () => {
  expect(parseArguments([])).toEqual({
    type: 'run',
    options: {
      folder: undefined,
      host: '127.0.0.1',
      rpcPort: 5001,
      gatewayPort: 8080,
    },
  })
})

test('flags are read', () => {
  const argv = ['--folder', 'data', '--rpc-port=0', '--host', '::1']
  expect(parseArguments(argv)).toMatchObject({
    options: { folder: 'data', host: '::1', rpcPort: 0, gatewayPort: 8080 },
  })
  expect(parseArguments(['-h'])).toEqual({ type: 'help' })
})

test.each([
  [['--port', '1'], "Unknown option '--port'"],
  [['data'], "Unexpected argument 'data'"],
  [['--rpc-port', '65536'], '"--rpc-port" is a port'],
  [['--gateway-port', '-1'], 'argument is ambiguous'],
  [['--gateway-port=1e3'], '"--gateway-port" is a port'],
  [['--folder'], 'argument missing'],
])('%j is refused', (argv, reason) => {
  const parsed = parseArguments(argv)
  expect(parsed).toMatchObject({ type: 'wrong' })
  expect((parsed as { reason: string }).reason).toContain(reason)
})
