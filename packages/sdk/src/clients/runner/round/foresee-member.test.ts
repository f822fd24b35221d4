import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  accountOf,
  openRunnerNetwork,
  type RunnerNetwork,
} from '../../../../test/runner-network.js'
import { roundOf } from '../../../core/task/lifecycle.js'
import { listId } from '../../../core/task/list-id.js'
import type { TaskId } from '../../../core/task/task.js'
import { foreseeMember } from './foresee-member.js'

let network: RunnerNetwork

beforeEach(async () => {
  network = await openRunnerNetwork({ committeeSize: 3 })
  for (const index of seats) {
    const chain = network.chain.connect(accountOf(index))
    const amount = 2n * 10n ** 18n
    const { seat } = await chain.join({ owner: chain.account, amount })
    const priceClass = index > 6 ? 3 : 0
    const list = { model: network.model }
    await chain.offer({ seat, list, class: priceClass })
  }
  await network.nextEpoch()
})

afterEach(() => network.stop())

const seats = [1, 2, 3, 4, 5, 6, 7, 8]
const { signal } = new AbortController()

/** What each seat's node would tell of itself, before the round is posted. */
async function foreseen(id: TaskId, change: { readonly late?: boolean } = {}) {
  const { chain, requester, model } = network
  const parameters = await requester.getParameters()
  const task = await requester.getTask(id)
  if (!task) throw new TypeError('no task')
  const round = roundOf(task, parameters) ?? 0
  const { randomness } = network.signedRound(round)
  const [added] = await requester.getEvents({ fromBlock: 0n, task: id })
  const blockHash = change.late ? undefined : added?.blockHash
  const terms = { model }
  const list = { id: listId(terms), terms }
  const head = await requester.getHead()
  const time = { head: () => head } as Parameters<
    typeof foreseeMember
  >[0]['time']
  const told = await Promise.all(
    seats.map((index) =>
      foreseeMember(
        {
          chain: chain.connect(accountOf(index)),
          list,
          parameters,
          signal,
          time,
        },
        { task, blockHash, randomness },
      ),
    ),
  )
  return { told, round }
}

async function drawnBy(id: TaskId, round: number) {
  const { requester } = network
  network.chain.mine({ seconds: 12 })
  const { signature } = network.signedRound(round)
  await requester.postRound({ round, signature })
  const committee = await requester.getCommittee(id)
  return seats.map((index) =>
    committee.find(({ signer }) => signer === accountOf(index)),
  )
}

test('each node foresees its place, and the draw is as it was foreseen', async () => {
  const task = await network.ask('Who?', { seed: 'beacon' })
  const { told, round } = await foreseen(task)
  const members = await drawnBy(task, round)
  expect(told).toEqual(members.map((member) => member?.member))
  // The last two ask more than the task pays.
  expect(told.slice(6)).toEqual([undefined, undefined])
  expect(told.filter((member) => member !== undefined)).toHaveLength(3)
})

test('seats that left are passed over', async () => {
  const left = network.chain.connect(accountOf(1))
  await left.exit(0)
  await network.nextEpoch()
  const task = await network.ask('Who is left?', { seed: 'beacon' })
  const { told, round } = await foreseen(task)
  const members = await drawnBy(task, round)
  expect(told[0]).toBeUndefined()
  expect(told).toEqual(members.map((member) => member?.member))
})

test('what cannot be told is not guessed', async () => {
  const task = await network.ask('Who was it?', { seed: 'beacon' })
  // After a restart nobody read the task's block.
  const { told } = await foreseen(task, { late: true })
  expect(new Set(told)).toEqual(new Set(['unknown']))
  // In the next epoch the lists are others.
  await network.nextEpoch()
  expect(new Set((await foreseen(task)).told)).toEqual(new Set(['unknown']))
})
