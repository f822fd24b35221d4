import { lifeOf } from '@aichain/sdk/core'
import { expect, test } from 'vitest'
import { protocolParameters, unit } from './protocol-parameters.js'

const addresses = {
  treasury: '0x0000000000000000000000000000000000000001',
  beacon: '0x0000000000000000000000000000000000000002',
} as const

test('prices and the cost of a lie follow from share and bond', () => {
  const { prices, hardSlash } = protocolParameters(addresses, {
    minimumShare: 5n * unit,
    bond: 1_000n * unit,
  })
  expect(prices).toEqual([5n, 20n, 80n, 320n].map((units) => units * unit))
  expect(hardSlash).toBe(500n * unit)
})

test('periods grow with the windows inside them, unless they are chosen', () => {
  const long = protocolParameters(addresses, {
    commitWindow: 500,
    revealWindow: 400,
  })
  expect(long.proofWindow).toBe(400)
  expect(long.epoch).toBe(lifeOf(long))
  expect(long.unbondingPeriod).toBe(
    10 * lifeOf(long) + long.appealWindow + long.outage,
  )
  const chosen = { commitWindow: 500, epoch: 9, unbondingPeriod: 7 }
  expect(protocolParameters(addresses, chosen)).toMatchObject(chosen)
})
