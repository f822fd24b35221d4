import type { Deployment } from '@aichain/sdk'
import { expect, test } from 'vitest'
import { testAccount } from '../chain/test-accounts.js'
import { checkVote, signVote } from './sign-vote.js'

const deployment: Deployment = {
  chainId: 31_337,
  consensus: '0x00000000000000000000000000000000000000aa',
  modelRegistry: '0x00000000000000000000000000000000000000bb',
  fromBlock: 0n,
}
const vote = {
  task: `0x${'11'.repeat(32)}`,
  output: `0x${'22'.repeat(32)}`,
  seal: `0x${'33'.repeat(32)}`,
} as const

test('a vote is the signature of its member', async () => {
  const account = testAccount(3)
  const signature = await signVote(account, deployment, vote)
  await checkVote(account, deployment, vote, signature)
})

test.each([
  ['another member', testAccount(4), vote],
  ['another output', testAccount(3), { ...vote, output: vote.task }],
  ['another seal', testAccount(3), { ...vote, seal: vote.task }],
])('it is no vote of, or for, %s', async (_what, account, said) => {
  const signature = await signVote(testAccount(3), deployment, vote)
  const checking = checkVote(account, deployment, said, signature)
  await expect(checking).rejects.toThrow(`signed for ${account.address}`)
})
