import { createClient, http } from 'viem'
import { getBalance, getCode } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Anvil, fund, startAnvil, testAccount } from './anvil.js'
import { deployContracts } from './deploy-contracts.js'

let anvil: Anvil

beforeAll(async () => {
  anvil = await startAnvil()
})

afterAll(() => anvil?.stop())

test('deploys the real contracts', async () => {
  const { deployment } = await deployContracts(anvil.url)
  const client = createClient({ transport: http(anvil.url) })
  expect(deployment.chainId).toBe(31337)
  for (const address of [deployment.consensus, deployment.modelRegistry])
    expect(await getCode(client, { address })).toMatch(/^0x[0-9a-f]{100,}/)
})

test('gives ether to a test account', async () => {
  const { address } = testAccount(7)
  await fund(anvil.url, address)
  const client = createClient({ transport: http(anvil.url) })
  expect(await getBalance(client, { address })).toBe(10_000n * 10n ** 18n)
})

test('ends the process on a stop', async () => {
  const other = await startAnvil({ chainId: 7 })
  await other.stop()
  await expect(fetch(other.url)).rejects.toThrow()
})

test('says why anvil did not start', async () => {
  const started = startAnvil({ arguments: ['--no-such-flag'] })
  await expect(started).rejects.toThrow('--no-such-flag')
})
