import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Address } from '@aichain/base'
import { type Abi, createClient, type Hex, http } from 'viem'
import { deployContract, readContract, writeContract } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type Anvil,
  fund,
  rpc,
  startAnvil,
  testAccount,
  waitForReceipt,
} from '../../../test/anvil.js'
import {
  deployContracts,
  testParameters,
} from '../../../test/deploy-contracts.js'
import type { Chain, Deployment } from '../../ports/chain.js'
import { documentCid } from '../../testing/chain-fixture.js'
import { viemChain } from './viem-chain.js'

const { bond, epoch, minimumShare: share } = testParameters
// The bond, and what a place costs.
const stake = (bond * 102n) / 100n
const list = { model: documentCid(1) }

let anvil: Anvil
let token: { readonly address: Address; readonly abi: Abi }
let deployment: Deployment

beforeAll(async () => {
  anvil = await startAnvil()
  token = await deployToken()
  const deployed = await deployContracts(anvil.url, { asset: token.address })
  deployment = deployed.deployment
})

afterAll(() => anvil?.stop())

/** The token of the contracts' own tests: well-behaved, and anybody can mint it. */
function compileToken(): { readonly abi: Abi; readonly bytecode: Hex } {
  const contracts = new URL('../../../../contracts/', import.meta.url)
  const require = createRequire(new URL('package.json', contracts))
  const file = new URL('test/support/Token.sol', contracts)
  const input = {
    language: 'Solidity',
    sources: { 'Token.sol': { content: readFileSync(file, 'utf8') } },
    settings: {
      outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } },
    },
  }
  const readImport = (path: string) => ({
    contents: readFileSync(require.resolve(path), 'utf8'),
  })
  const { contracts: compiled } = JSON.parse(
    require('solc').compile(JSON.stringify(input), { import: readImport }),
  )
  const { abi, evm } = compiled['Token.sol'].Token
  return { abi, bytecode: `0x${evm.bytecode.object}` }
}

async function deployToken() {
  const { abi, bytecode } = compileToken()
  const account = testAccount(0)
  await fund(anvil.url, account.address)
  const client = createClient({ transport: http(anvil.url), account })
  const hash = await deployContract(client, { abi, bytecode, chain: null })
  const { contractAddress } = await waitForReceipt(anvil.url, hash)
  return { address: contractAddress, abi }
}

/** An account with a thousand tokens, of which the contract may take `allowance`. */
async function connect(index: number, allowance: bigint): Promise<Chain> {
  const account = testAccount(index)
  await fund(anvil.url, account.address)
  const transport = http(anvil.url)
  const client = createClient({ transport, account, pollingInterval: 20 })
  const call = { ...token, chain: null, account } as const
  const { address } = account
  await writeContract(client, {
    ...call,
    functionName: 'mint',
    args: [address, 1000n * bond],
  })
  await writeContract(client, {
    ...call,
    functionName: 'approve',
    args: [deployment.consensus, allowance],
  })
  return viemChain({ client, deployment })
}

function balanceOf(account: Address): Promise<unknown> {
  const client = createClient({ transport: http(anvil.url) })
  const call = { ...token, functionName: 'balanceOf', args: [account] }
  return readContract(client, call)
}

test('bonds and fees are paid in the token of the deployment', async () => {
  for (const index of [1, 2, 3]) {
    const node = await connect(index, stake)
    const joining = { owner: node.account, amount: stake }
    const { seat } = await node.join(joining)
    expect(await balanceOf(node.account)).toBe(1000n * bond - stake)
    await node.offer({ seat, list, class: 0 })
  }
  await rpc(anvil.url, 'anvil_mine', 2, epoch)
  const requester = await connect(4, 3n * share)
  const before = await requester.getBalance(requester.account)
  const { gasCost, task } = await requester.addTask({
    ...list,
    ...{ prompt: documentCid(2), committeeSize: 3, share, roundTip: 0n },
    ...{ minimumPlaces: 3, seed: 'block', nonce: 0n },
  })
  expect(await requester.getTask(task)).toMatchObject({ share })
  expect(await balanceOf(requester.account)).toBe(1000n * bond - 3n * share)
  const after = await requester.getBalance(requester.account)
  expect(before - after).toBe(gasCost)
})

test('a token that was not approved refuses, and nothing is paid', async () => {
  const stranger = await connect(5, 0n)
  const joining = stranger.join({ owner: stranger.account, amount: bond })
  // The token's own error: the SDK cannot know it by name.
  await expect(joining).rejects.toMatchObject({ code: 'call-reverted' })
  expect(await balanceOf(stranger.account)).toBe(1000n * bond)
})
