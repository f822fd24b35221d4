import { describe, expect, test } from 'vitest'
import { address, digest, model } from '../../test/support/receipt.js'
import { networkName, parseNetwork } from './network.js'
import { fieldsOf } from './network-form.js'

/** As `npm start` serves it. */
const served = {
  rpcUrl: 'http://127.0.0.1:8545',
  wsUrl: 'ws://127.0.0.1:8545',
  chainId: 31_337,
  deployment: {
    chainId: 31_337,
    consensus: address('c'),
    modelRegistry: address('d'),
    fromBlock: '1',
  },
  gatewayUrl: 'http://127.0.0.1:8080',
  ipfsRpcUrl: 'http://127.0.0.1:5001',
  model,
  committee: 5,
  burner: { faucet: { address: address('f'), privateKey: digest('9') } },
}

function networkOf(value: unknown) {
  const parsed = parseNetwork(value)
  if (!parsed.ok) expect.fail(JSON.stringify(parsed.problems))
  return parsed.network
}

function problemsOf(value: unknown) {
  const parsed = parseNetwork(value)
  return parsed.ok ? [] : parsed.problems
}

describe('parseNetwork', () => {
  test('reads what a devnet serves', () => {
    const network = networkOf(served)
    expect(network).toMatchObject({
      deployment: { chainId: 31_337, fromBlock: 1n },
      faucet: digest('9'),
    })
    expect(networkName(network)).toBe('Devnet')
  })

  test('reads the fields of the form', () => {
    const { burner: _, wsUrl: __, ...rest } = served
    const network = networkOf({
      ...rest,
      committee: '7',
      fee: '1000000000000000',
      wsUrl: '',
    })
    expect(network.fee).toBe(10n ** 15n)
    expect(network.committee).toBe(7)
    expect(network.wsUrl).toBeUndefined()
    expect(networkName(network)).toBe('Chain 31337')
    expect(networkOf(fieldsOf(network))).toEqual(network)
  })

  test('needs no fee: the model’s places say what is asked', () => {
    const network = networkOf(served)
    expect(network.fee).toBeUndefined()
    expect(networkOf({ ...fieldsOf(network), fee: '' }).fee).toBeUndefined()
  })

  test.each([
    ['rpcUrl', 'javascript:alert(1)'],
    ['rpcUrl', undefined],
    ['wsUrl', 'http://127.0.0.1'],
    ['gatewayUrl', 'data:text/html,hello'],
    ['ipfsRpcUrl', 'ftp://127.0.0.1'],
    ['model', 'bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi'],
    ['committee', 2],
    ['committee', 16],
    ['fee', '-1'],
    ['fee', '1.5'],
  ])('refuses %s: %s', (field, value) => {
    const problems = problemsOf({ ...served, [field]: value })
    expect(problems.map((problem) => problem.field)).toEqual([field])
  })

  test.each([
    ['chainId', '0x7a69'],
    ['consensus', '0x1234'],
    ['modelRegistry', address('g')],
    ['fromBlock', '-1'],
  ])('refuses a deployment with %s: %s', (field, value) => {
    const deployment = { ...served.deployment, [field]: value }
    const problems = problemsOf({ ...served, deployment })
    expect(problems.map((problem) => problem.field)).toEqual([field])
  })

  test('never shows a faucet that is not one', () => {
    const burner = { faucet: { privateKey: '0x12' } }
    expect(problemsOf({ ...served, burner })).toHaveLength(1)
  })

  test.each([undefined, null, [], 'text', 1])('refuses %j', (value) => {
    expect(problemsOf(value)).toHaveLength(1)
  })
})
