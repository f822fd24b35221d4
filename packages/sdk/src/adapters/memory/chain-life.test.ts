import { cidFromDigest, type Digest } from '@aichain/base'
import { expect, test } from 'vitest'
import { keccakWords } from '../../core/encoding/keccak.js'
import { settlement } from '../../core/settlement/settlement.js'
import { roundOf } from '../../core/task/lifecycle.js'
import type { Order, TaskId } from '../../core/task/task.js'
import { commitment } from '../../core/vote/commitment.js'
import { sealOf } from '../../core/vote/seal.js'
import type { Chain } from '../../ports/chain.js'
import { type MemoryChain, memoryChain } from './chain.js'

const address = (index: number) =>
  `0x${`${index + 1}`.padStart(40, '0')}` as const
const model = cidFromDigest(keccakWords(1))
const output = keccakWords(7)

/** Five seats of one model, an epoch old, and somebody who asks them. */
async function openNetwork() {
  const chain = memoryChain()
  const requester = chain.connect(address(0))
  const parameters = await requester.getParameters()
  const nodes: Chain[] = []
  for (let index = 1; index <= 6; index += 1) {
    const node = chain.connect(address(index))
    const amount = 2n * parameters.bond
    const { seat } = await node.join({ owner: node.account, amount })
    await node.offer({ seat, list: { model }, class: 0 })
    nodes.push(node)
  }
  chain.mine({ seconds: parameters.epoch })
  const order: Order = {
    model,
    prompt: cidFromDigest(keccakWords(2)),
    committeeSize: 3,
    share: parameters.minimumShare,
    roundTip: 0n,
    minimumPlaces: 3,
    seed: 'block',
    nonce: 1n,
  }
  return { chain, requester, nodes, parameters, order }
}

const nodeOf = (nodes: readonly Chain[], signer: string) =>
  nodes.find(({ account }) => account === signer) as Chain

async function settle(chain: MemoryChain, by: Chain, task: TaskId) {
  const terms = await by.getTerms(task)
  if (!terms) throw new TypeError('a task that is settled is known')
  const members = await by.getCommittee(task)
  const salts = members.map(({ member }) => keccakWords(task, member))
  const commitments = members.map(({ member, seat }) =>
    commitment({ task, seat, output, salt: salts[member] as Digest }),
  )
  const seal = sealOf(commitments)
  const votes = members.map(({ member, signer }) => ({
    member,
    output,
    salt: salts[member] as Digest,
    ...chain.signVote(signer, { ...by.deployment, task, output, seal }),
  }))
  const committee = members.map(({ seat }) => seat)
  const built = settlement({ task, terms, committee, commitments, votes })
  if (!built.ok) throw new TypeError(built.reason)
  return by.settle(built.value)
}

test('a task is asked, settled by its committee, and paid', async () => {
  const { chain, requester, nodes, parameters, order } = await openNetwork()
  // Rewards first make up for what the place cost: a small share leaves nothing to claim.
  const dear: Order = { ...order, share: parameters.hardSlash }
  const { task } = await requester.addTask(dear)
  await settle(chain, requester, task)
  const record = await requester.getTask(task)
  expect(record).toMatchObject({ state: 'decided', winners: 0b111 })
  const [first] = await requester.getCommittee(task)
  const node = nodeOf(nodes, first?.signer ?? '')
  await node.claim(first?.seat ?? -1)
  await expect(node.claim(first?.seat ?? -1)).rejects.toMatchObject({
    code: 'nothing-to-claim',
  })
})

test('a court draws by the beacon, commits, and decides with its quorum', async () => {
  const { chain, requester, nodes, parameters, order } = await openNetwork()
  const asked: Order = { ...order, seed: 'beacon', roundTip: parameters.unit }
  const { task } = await requester.addTask(asked)
  await expect(requester.getCommittee(task)).rejects.toMatchObject({
    code: 'seed-not-ready',
  })
  const added = await requester.getTask(task)
  const round = (added && roundOf(added, parameters)) ?? 0
  const poster = chain.connect(address(40))
  await poster.postRound({ round, signature: chain.signRound(round) })
  chain.mine({ seconds: 10 })
  const members = await requester.getCommittee(task)
  for (const { member, seat, signer } of members) {
    const salt = keccakWords(task, member)
    const sealed = commitment({ task, seat, output, salt })
    await nodeOf(nodes, signer).commit({ task, member, commitment: sealed })
  }
  for (const { member } of members.slice(0, 2))
    await requester.reveal({
      ...{ task, member, output: cidFromDigest(output) },
      salt: keccakWords(task, member),
    })
  const verdict = await requester.getVerdict(task)
  expect(verdict).toMatchObject({ state: 'decided', votes: 2 })
  expect(await poster.getCredit(poster.account)).toBe(parameters.unit)
})

test('nobody comes to the court, and the whole fee goes back', async () => {
  const { chain, requester, parameters, order } = await openNetwork()
  const { task } = await requester.addTask(order)
  const { commitWindow, revealWindow } = parameters
  chain.mine({ seconds: commitWindow + revealWindow })
  await requester.finalize(task)
  const credit = await requester.getCredit(requester.account)
  expect(credit).toBe(3n * order.share)
  await requester.withdraw()
  expect(await requester.getCredit(requester.account)).toBe(0n)
})
