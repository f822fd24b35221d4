import { recoverTypedDataAddress, verifyTypedData } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { expect, test } from 'vitest'
import { type VoteParameters, voteTypedData } from './vote-typed-data.js'

// The first public test key of anvil and hardhat.
const account = privateKeyToAccount(
  '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80',
)
const vote: VoteParameters = {
  chainId: 31_337,
  consensus: '0x5FbDB2315678afecb367f032d93F642f64180aa3',
  task: `0x${'11'.repeat(32)}`,
  output: `0x${'22'.repeat(32)}`,
  seal: `0x${'33'.repeat(32)}`,
}

test('is what a wallet signs', async () => {
  const typed = voteTypedData(vote)
  const signature = await account.signTypedData(typed)
  const { address } = account
  expect(await verifyTypedData({ ...typed, address, signature })).toBe(true)
})

test.each<Partial<VoteParameters>>([
  { chainId: 1 },
  { consensus: `0x${'44'.repeat(20)}` },
  { task: `0x${'44'.repeat(32)}` },
  { output: `0x${'44'.repeat(32)}` },
  { seal: `0x${'44'.repeat(32)}` },
])('a signature means nothing with another %j', async (change) => {
  const signature = await account.signTypedData(voteTypedData(vote))
  const changed = voteTypedData({ ...vote, ...change })
  const recovered = await recoverTypedDataAddress({ ...changed, signature })
  expect(recovered).not.toBe(account.address)
})
