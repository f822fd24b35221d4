import { cidOf } from '@aichain/base'
import { createClient, custom } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type Anvil,
  fund,
  startAnvil,
  testAccount,
} from '../../../test/anvil.js'
import { openViemNetwork } from '../../../test/viem-network.js'
import { SeedNotReadyError } from '../../errors/contract-tasks.js'
import { atNextBlock } from './pending-block.js'
import { viemChain } from './viem-chain.js'

const model = cidOf(new Uint8Array([1]))

let anvil: Anvil

beforeAll(async () => {
  anvil = await startAnvil()
})

afterAll(() => anvil?.stop())

/** Asks the chain as it is; its errors keep their code and data. */
async function forward(method: string, params: unknown[]): Promise<unknown> {
  const response = await fetch(anvil.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  const { result, error } = (await response.json()) as {
    readonly result?: unknown
    readonly error?: { readonly message: string }
  }
  if (error) throw Object.assign(new Error(), error)
  return result
}

const refusals = [
  [-32602, 'invalid argument 1: pending tag is not supported'],
  [-32000, 'pending state is not available'],
  [-32000, 'pending block not found'],
] as const

test.each(refusals)(
  'an endpoint that says %d "%s" is asked of the newest block',
  async (code, message) => {
    const network = await openViemNetwork(anvil)
    await network.openSeats({ model })
    let refused = 0
    const request = async (call: { method: string; params?: unknown[] }) => {
      const { method, params = [] } = call
      if (!params.includes('pending')) return forward(method, params)
      refused += 1
      throw Object.assign(new Error(message), { code })
    }
    const account = testAccount(6)
    await fund(anvil.url, account.address)
    const client = createClient({
      transport: custom({ request }, { retryCount: 0 }),
      account,
      pollingInterval: 20,
    })
    const chain = viemChain({ client, deployment: network.deployment })
    await chain.registerModel(model)
    const { task } = await chain.addTask({
      ...{ model, prompt: cidOf(new Uint8Array([2])), committeeSize: 5 },
      ...{ share: network.parameters.minimumShare, roundTip: 0n },
      ...{ minimumPlaces: 5, seed: 'block' },
      nonce: BigInt(code) + 100_000n,
    })
    // One block behind: the committee is not known yet, and soon will be.
    await expect(chain.getCommittee(task)).rejects.toThrow(SeedNotReadyError)
    await network.rpc('evm_mine')
    expect(await chain.getCommittee(task)).toHaveLength(5)
    // Refused once, and then known.
    expect(refused).toBe(1)
  },
)

test('any other refusal is told, and tried no other way', async () => {
  const client = createClient({
    transport: custom({ request: async () => undefined }),
  })
  const asked: string[] = []
  const refusal = Object.assign(new Error('no such method'), { code: -32601 })
  const reading = atNextBlock(client, async (blockTag) => {
    asked.push(blockTag)
    throw refusal
  })
  await expect(reading).rejects.toBe(refusal)
  expect(asked).toEqual(['pending'])
})
