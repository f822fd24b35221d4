import { describe, expect, test } from 'vitest'
import { parseDeployment } from './parse-deployment.js'

const consensus = '0x5FbDB2315678afecb367f032d93F642f64180aa3'
const modelRegistry = `0x${'22'.repeat(20)}`
const json = { chainId: 31337, consensus, modelRegistry, fromBlock: 7 }
const deployment = { ...json, fromBlock: 7n }

describe('a deployment is read from JSON', () => {
  test.each<[string, object]>([
    ['numbers', json],
    ['decimal text', { ...json, chainId: '31337', fromBlock: '7' }],
    ['hexadecimal text', { ...json, chainId: '0x7a69', fromBlock: '0x7' }],
    ['a deployment itself', deployment],
    ['more than belongs there', { ...json, name: 'devnet' }],
  ])('with %s', (_, value) => {
    expect(parseDeployment(value)).toEqual(deployment)
  })
})

describe('what is none is refused by name', () => {
  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'deployment'],
    ['text', JSON.stringify(json), 'deployment'],
    ['a list', [json], 'deployment'],
    ['no chain', { ...json, chainId: undefined }, 'deployment.chainId'],
    ['chain 0', { ...json, chainId: 0 }, 'deployment.chainId'],
    ['half a chain', { ...json, chainId: 1.5 }, 'deployment.chainId'],
    [
      'a chain beyond numbers',
      { ...json, chainId: '9'.repeat(30) },
      'deployment.chainId',
    ],
    ['a chain in words', { ...json, chainId: 'mainnet' }, 'deployment.chainId'],
    [
      'a short address',
      { ...json, consensus: '0x1234' },
      'deployment.consensus',
    ],
    ['no address', { ...json, consensus: undefined }, 'deployment.consensus'],
    [
      'a name for an address',
      { ...json, modelRegistry: 'registry.eth' },
      'deployment.modelRegistry',
    ],
    [
      'one address twice',
      { ...json, modelRegistry: consensus.toLowerCase() },
      'deployment.modelRegistry',
    ],
    [
      'no first block',
      { ...json, fromBlock: undefined },
      'deployment.fromBlock',
    ],
    [
      'a block before the first',
      { ...json, fromBlock: -1 },
      'deployment.fromBlock',
    ],
    [
      'a block with a fraction',
      { ...json, fromBlock: '7.5' },
      'deployment.fromBlock',
    ],
    [
      'a newest block',
      { ...json, fromBlock: 'latest' },
      'deployment.fromBlock',
    ],
  ])('%s', (_, value, argument) => {
    expect(() => parseDeployment(value)).toThrow(
      expect.objectContaining({ code: 'invalid-argument', argument }),
    )
  })
})
