import { type Address, type Cid, cidOf, type Hex } from '@aichain/base'
import { expect, test } from 'vitest'
import { pricesOf } from '../money/price.js'
import { packCommittee } from '../task/committee-word.js'
import { listId } from '../task/list-id.js'
import type { ProtocolParameters } from '../task/parameters.js'
import type { ProtocolEvent } from '../task/protocol-event.js'
import type { Order } from '../task/task.js'
import { applyEvents } from './apply-events.js'
import { emptyIndex } from './chain-index.js'
import { accountKey } from './draft.js'
import { listRecord } from './list-record.js'
import { placesAt } from './places.js'
import type { TimedEvent } from './timed-event.js'
import { totalOwed } from './total-owed.js'
import { verdictOf } from './verdict-of.js'

const treasury: Address = `0x${'0a'.repeat(20)}`
const owner: Address = `0x${'Ab'.repeat(20)}`
const model: Cid = cidOf(new TextEncoder().encode('a manifest'))
const list = listId({ model })
const parameters: ProtocolParameters = {
  asset: `0x${'00'.repeat(20)}`,
  unit: 1n,
  bond: 1000n,
  minimumShare: 10n,
  prices: pricesOf({ minimumShare: 10n }),
  slashBps: 1000,
  hardSlash: 100n,
  protocolFeeBps: 100,
  maximumSeats: 100,
  epoch: 100,
  commitWindow: 10,
  revealWindow: 10,
  proofWindow: 10,
  appealWindow: 100,
  unbondingPeriod: 500,
  minimumStay: 0,
  blockSeeds: 'all-orders',
  beacon: { address: treasury, genesis: 0, period: 3 },
  seedDelay: 6,
  outage: 100,
  treasury,
  sink: treasury,
}

type Body = ProtocolEvent extends infer E
  ? E extends ProtocolEvent
    ? Omit<E, 'blockNumber' | 'blockHash' | 'logIndex' | 'transactionHash'>
    : never
  : never

function at(timestamp: number, ...bodies: Body[]): TimedEvent[] {
  return bodies.map((body, logIndex) => ({
    ...(body as ProtocolEvent),
    timestamp,
    blockNumber: BigInt(timestamp),
    blockHash: `0x${'bb'.repeat(32)}`,
    logIndex,
    transactionHash: `0x${'cc'.repeat(32)}`,
  }))
}

function joined(seat: number): Body {
  const signer: Address = `0x${`${seat + 1}`.padStart(40, '0')}`
  return { type: 'seat-joined', seat, owner, signer, amount: 1500n }
}

function offered(seat: number, epoch: number, fee = 20n): Body {
  return { type: 'place-offered', seat, list, class: 0, fee, epoch }
}

const opened: Body = { type: 'list-opened', list, model }
const beginning = at(
  150,
  ...[0, 1, 2].map(joined),
  opened,
  ...[0, 1, 2].map((seat) => offered(seat, 2)),
)

test('places count from the next epoch, and the one before is remembered', () => {
  const index = applyEvents(
    applyEvents(emptyIndex(parameters), beginning),
    at(250, { type: 'offer-withdrawn', seat: 0, list, epoch: 3 }),
  )
  const its = index.lists.get(list)
  if (!its) throw new Error('no list')
  expect([1, 2, 3].map((epoch) => placesAt(its, epoch)[0])).toEqual([
    [],
    [0, 1, 2],
    [2, 1],
  ])
  expect(index.seats.get(2)?.place).toEqual({ list, class: 0, index: 0 })
  expect(index.seats.get(0)).toMatchObject({ place: undefined, heldUntil: 400 })
})

test('a list that opened is bounded from the epoch after the next on', () => {
  const index = applyEvents(emptyIndex(parameters), beginning)
  expect(listRecord(index, list, 199)).toMatchObject({
    isOpening: true,
    current: [0, 0, 0, 0],
    next: [3, 0, 0, 0],
    open: 65_532,
  })
  expect(listRecord(index, list, 299)?.isOpening).toBe(true)
  expect(listRecord(index, list, 300)).toMatchObject({
    isOpening: false,
    current: [3, 0, 0, 0],
    open: 1,
    entranceFee: 20n,
  })
})

test('an index never changes: after a reorganization an older one goes on', () => {
  const before = applyEvents(emptyIndex(parameters), beginning)
  const seats = structuredClone(before.seats)
  const after = applyEvents(
    before,
    at(
      160,
      { type: 'seat-left', seat: 1, to: 161 },
      { type: 'place-pruned', seat: 1, by: owner, bounty: 10n },
    ),
  )
  expect(before.seats).toEqual(seats)
  expect(before.credits.size).toBe(0)
  expect(after.credits.get(accountKey(owner))).toBe(10n)
  expect(totalOwed(after)).toBe(totalOwed(before))
})

test('after an overturn nobody is paid, and right is what the appeal found', () => {
  const packed = packCommittee([0, 1, 2])
  if (!packed.ok) throw new Error(packed.reason)
  const committee = packed.value
  const lie = cidOf(new Uint8Array([1]))
  const truth = cidOf(new Uint8Array([2]))
  const task: Hex = '0x01'
  const appeal: Hex = '0x02'
  const order: Order = {
    model,
    prompt: model,
    committeeSize: 3,
    share: 10n,
    roundTip: 0n,
    minimumPlaces: 3,
    seed: 'block',
    nonce: 0n,
  }
  const asked = { type: 'task-added', requester: owner, list, order } as const
  const winners = 0b011
  const decided = { type: 'task-decided', winners, committee } as const
  const conclusion = { slashed: 0n, repaid: 0n, reward: 0n, deposit: 50n }
  const overturned = applyEvents(
    applyEvents(emptyIndex(parameters), beginning),
    at(
      210,
      { ...asked, task },
      { ...decided, task, output: lie },
      { ...asked, task: appeal },
      { type: 'task-appealed', task, appeal, appellant: owner, deposit: 50n },
      { ...decided, task: appeal, output: truth },
      { type: 'task-overturned', task, appeal, output: truth, ...conclusion },
    ),
  )
  expect(verdictOf(overturned, task, 211)?.overturned).toBe(true)
  const late = (output: Cid) => {
    const vote = { type: 'vote-added', task, member: 2, output } as const
    const { seats, tasks, owedSink } = applyEvents(overturned, at(212, vote))
    const { punished } = tasks.get(task)?.record ?? {}
    return [
      (seats.get(2)?.balance ?? 0n) - (overturned.seats.get(2)?.balance ?? 0n),
      owedSink - overturned.owedSink,
      punished,
    ]
  }
  expect(late(truth)).toEqual([0n, order.share, winners])
  expect(late(lie)).toEqual([0n, order.share, 0b111])
})

test('where treasury and sink are one account, the amount tells which was paid', () => {
  const index = applyEvents(
    applyEvents(emptyIndex(parameters), beginning),
    at(300, {
      type: 'reward-claimed',
      seat: 0,
      amount: 100n,
      cut: 1n,
      author: undefined,
      authorPart: 0n,
      asCredit: false,
    }),
  )
  expect([index.owedTreasury, index.owedSink]).toEqual([1n, 60n])
  const swept = applyEvents(
    index,
    at(301, { type: 'debt-swept', account: treasury, amount: 60n }),
  )
  expect([swept.owedTreasury, swept.owedSink]).toEqual([1n, 0n])
})
