import type { Deployment } from '@aichain/sdk'
import { type Digest, sealOf, settlement } from '@aichain/sdk/core'
import { expect, test } from 'vitest'
import { testAccount } from '../chain/test-accounts.js'
import { collectVotes, type LaneOneMember } from './collect-votes.js'

const deployment: Deployment = {
  chainId: 31_337,
  consensus: '0x00000000000000000000000000000000000000aa',
  modelRegistry: '0x00000000000000000000000000000000000000bb',
  fromBlock: 0n,
}
const task: Digest = `0x${'11'.repeat(32)}`
const truth: Digest = `0x${'22'.repeat(32)}`
const lie: Digest = `0x${'33'.repeat(32)}`

function members(outputs: readonly (Digest | undefined)[]): LaneOneMember[] {
  return outputs.map((output, index) => ({
    seat: 10 + index,
    account: testAccount(index),
    output,
  }))
}

function vote(outputs: readonly (Digest | undefined)[]) {
  return collectVotes({ deployment, task, members: members(outputs) })
}

test('the votes of all make a settlement of one choice', async () => {
  const votes = await vote([truth, truth, truth])
  expect(votes.committee).toEqual([10, 11, 12])
  expect(votes.seal).toBe(sealOf(votes.commitments))
  expect(settlement(votes)).toMatchObject({
    ok: true,
    value: { choices: [{ output: truth, voters: 0b111 }], absent: [] },
  })
})

test('a lie is a choice of its own', async () => {
  const built = settlement(await vote([truth, lie, truth]))
  expect(built).toMatchObject({
    ok: true,
    value: {
      choices: [
        { output: truth, voters: 0b101 },
        { output: lie, voters: 0b010 },
      ],
    },
  })
})

test('who says nothing has nothing in the seal', async () => {
  const votes = await vote([truth, undefined, truth])
  expect(votes.commitments[1]).toBeUndefined()
  expect(votes.votes.map(({ member }) => member)).toEqual([0, 2])
  expect(settlement(votes)).toMatchObject({
    ok: true,
    value: { absent: [`0x${'00'.repeat(32)}`] },
  })
})

test('no two members have the same salt, and half of it is cheap', async () => {
  const { votes } = await vote([truth, truth, truth])
  const salts = votes.map(({ salt }) => salt)
  expect(new Set(salts).size).toBe(3)
  for (const salt of salts) expect(salt).toMatch(/^0x[0-9a-f]{32}0{32}$/)
})
