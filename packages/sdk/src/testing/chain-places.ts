import { cidFromDigest } from '@aichain/base'
import { expectEqual, expectError } from '@aichain/base/testing'
import { entranceFee } from '../core/money/fees.js'
import { epochAt } from '../core/task/lifecycle.js'
import type { PriceClass } from '../core/task/list.js'
import { listId } from '../core/task/list-id.js'
import type { Chain } from '../ports/chain.js'
import {
  type ChainFixture,
  conformanceParameters,
  documentCid,
} from './chain-fixture.js'
import type { ChainPromises } from './chain-promises.js'
import { openScene, passEpochs, type Scene, stakeOf } from './chain-scene.js'
import { eventBodies } from './event-bodies.js'

const { bond, epoch, unit } = conformanceParameters
const list = { model: documentCid(1) }
const id = listId(list)

/** The epoch from which on what happens now counts. */
async function nextEpoch(chain: Chain): Promise<number> {
  const { timestamp } = await chain.getHead()
  return epochAt(timestamp, conformanceParameters) + 1
}

type Newcomer = { readonly node: Chain; readonly seat: number }

/** A seat with the stake for some places, and none yet. */
async function newcomer(
  { connect }: ChainFixture,
  account: number,
): Promise<Newcomer> {
  const node = await connect(account)
  const joining = { owner: node.account, amount: 2n * bond }
  const { seat } = await node.join(joining)
  return { node, seat }
}

/** The seats of the scene's list, class by class. */
async function seatsOf(
  { requester }: Pick<Scene, 'requester'>,
  options: Parameters<Chain['getPlaces']>[1] = {},
): Promise<readonly number[]> {
  const places = await requester.getPlaces(list, options)
  return places.map(({ seat }) => seat)
}

/** Offers, and what lists say of them. */
export const placePromises: ChainPromises = {
  'an offer takes a place in a list, and counts from the next epoch on': async (
    fixture,
  ) => {
    await passEpochs(fixture, await fixture.connect(0), 1)
    const { node, seat } = await newcomer(fixture, 1)
    const offering = { seat, list, class: 2 } as const
    const { blockNumber } = await node.offer(offering)
    const fee = entranceFee(0, conformanceParameters)
    const record = await node.getSeat(seat)
    expectEqual('the place', record?.place, { list: id, class: 2, index: 0 })
    expectEqual('its balance', record?.balance, 2n * bond - fee)
    expectEqual('paid in', record?.paidIn, 2n * bond)
    const from = await nextEpoch(node)
    expectEqual('told', await eventBodies(node, { fromBlock: blockNumber }), [
      { type: 'list-opened', list: id, ...list },
      {
        ...{ type: 'place-offered', seat, list: id, class: 2 },
        ...{ fee, epoch: from },
      },
    ])
    const known = await node.getList(list)
    const { open = 0, ...counts } = known ?? {}
    expectEqual('unbounded while it opens', open > 1_000, true)
    expectEqual('the list', counts, {
      ...{ ...list, id, isOpening: true, entranceFee: fee },
      ...{ current: [0, 0, 0, 0], next: [0, 0, 1, 0] },
    })
    expectEqual('of the model', await node.getLists(list.model), [known])
    expectEqual('places now', await node.getPlaces(list), [])
    const place = { seat, class: 2, index: 0 }
    expectEqual('next', await node.getPlaces(list, { next: true }), [place])
    await passEpochs(fixture, node, 1)
    expectEqual('an epoch later', await node.getPlaces(list), [place])
    const counted = await node.getList(list)
    expectEqual('counted', counted?.current, [0, 0, 1, 0])
    await passEpochs(fixture, node, 1)
    const later = await node.getList(list)
    expectEqual('no more opening', later?.isOpening, false)
    expectEqual('one may enter', later?.open, 1)
  },

  'who offers without right is refused by name': async (fixture) => {
    await passEpochs(fixture, await fixture.connect(0), 1)
    const { node, seat } = await newcomer(fixture, 1)
    const good = { seat, list, class: 0 } as const
    const stranger = (await fixture.connect(2)).offer(good)
    await expectError('a stranger', stranger, 'not-seat-owner')
    const refuse = (
      code: string,
      change: Partial<Parameters<Chain['offer']>[0]>,
    ) => expectError(code, node.offer({ ...good, ...change }), code)
    await refuse('seat-unknown', { seat: 9 })
    await refuse('class-out-of-range', { class: 4 as PriceClass })
    const model = cidFromDigest(`0x${'00'.repeat(32)}`)
    await refuse('empty-digest', { list: { model } })
    const { account: address } = node
    for (const shareBps of [0, 2001]) {
      const author = { address, shareBps }
      await refuse('invalid-author-share', { list: { ...list, author } })
    }
    const none = node.withdrawOffer(seat)
    await expectError('withdrawing nothing', none, 'seat-not-placed')
    const nowhere = node.reprice({ seat, class: 1 })
    await expectError('repricing nothing', nowhere, 'seat-not-placed')
    await expectError('nothing', node.prune(seat), 'seat-not-placed')
    await node.offer(good)
    await refuse('seat-placed', { list: { model: documentCid(2) } })
    await expectError('who stays', node.prune(seat), 'not-prunable')
    const dear = node.reprice({ seat, class: 4 as PriceClass })
    await expectError('class 4', dear, 'class-out-of-range')
    await node.exit(seat)
    await refuse('seat-leaving', {})
    const late = node.reprice({ seat, class: 1 })
    await expectError('repricing', late, 'seat-leaving')
  },

  'a place is paid out of what a seat has above its bond': async (fixture) => {
    await passEpochs(fixture, await fixture.connect(0), 1)
    const node = await fixture.connect(1)
    const amount = stakeOf(conformanceParameters) - unit
    const { seat } = await node.join({ owner: node.account, amount })
    const poor = node.offer({ seat, list, class: 0 })
    await expectError('too little', poor, 'balance-too-low')
    await node.topUp({ seat, amount: unit })
    await node.offer({ seat, list, class: 0 })
    expectEqual('its balance', (await node.getSeat(seat))?.balance, bond)
  },

  'a list takes one place an epoch, and is dearer as long as it is full':
    async (fixture) => {
      const { requester } = await openScene(fixture, 3)
      await passEpochs(fixture, requester, 1)
      const newcomers: Newcomer[] = []
      for (const account of [4, 5, 6, 7])
        newcomers.push(await newcomer(fixture, account))
      const last = newcomers.pop() as Newcomer
      const fees = [0, 1, 2].map((full) =>
        entranceFee(full, conformanceParameters),
      )
      for (const [full, { node, seat }] of newcomers.entries()) {
        const before = await requester.getList(list)
        expectEqual('what it costs', before?.entranceFee, fees[full])
        expectEqual('open', before?.open, 1)
        await node.offer({ seat, list, class: 0 })
        expectEqual('closed', (await requester.getList(list))?.open, 0)
        const balance = (await node.getSeat(seat))?.balance
        expectEqual('paid', 2n * bond - (balance ?? 0n), fees[full])
        const refused = last.node.offer({ seat: last.seat, list, class: 0 })
        await expectError('a second one', refused, 'entrance-closed')
        await passEpochs(fixture, requester, 1)
      }
      // An epoch in which nobody comes, and two more: as cheap as in the beginning.
      await passEpochs(fixture, requester, 3)
      const calm = await requester.getList(list)
      expectEqual('cheap again', calm?.entranceFee, fees[0])
    },

  'an offer that is withdrawn serves the tasks of its epoch': async (
    fixture,
  ) => {
    const scene = await openScene(fixture, 4)
    const { requester, nodes, post, committee } = scene
    const [first] = nodes as [Chain]
    const { blockNumber } = await first.withdrawOffer(0)
    const from = await nextEpoch(first)
    const told = await eventBodies(first, { fromBlock: blockNumber })
    const withdrawn = { seat: 0, list: id, epoch: from }
    expectEqual('told', told, [{ type: 'offer-withdrawn', ...withdrawn }])
    expectEqual('its place', (await first.getSeat(0))?.place, undefined)
    const held = (await first.getSeat(0))?.heldUntil
    expectEqual('held', held, (from + 1) * epoch)
    expectEqual('now', await seatsOf(scene), [0, 1, 2, 3])
    // The last one takes the place that is free.
    expectEqual('next', await seatsOf(scene, { next: true }), [3, 1, 2])
    const moved = (await requester.getSeat(3))?.place
    expectEqual('who moved', moved, { list: id, class: 0, index: 0 })
    const task = await post({ committeeSize: 4 })
    expectEqual('drawn', (await committee(task)).length, 4)
    await passEpochs(fixture, requester, 1)
    expectEqual('an epoch later', await seatsOf(scene), [3, 1, 2])
    expectEqual('of the task before', (await committee(task)).length, 4)
    const four = post({ committeeSize: 4 })
    await expectError('four of three', four, 'not-enough-places')
    const three = await committee(await post({ committeeSize: 3 }))
    expectEqual('drawn later', three.map(({ seat }) => seat).sort(), [1, 2, 3])
  },

  'a seat that leaves gives its place up, and serves until its epoch ends':
    async (fixture) => {
      const scene = await openScene(fixture, 4)
      const { requester, nodes, post, committee } = scene
      const [first] = nodes as [Chain]
      const { blockNumber } = await first.exit(0)
      const told = await requester.getEvents({ fromBlock: blockNumber })
      expectEqual(
        'told',
        told.map(({ type }) => type),
        ['offer-withdrawn', 'seat-left'],
      )
      const before = await committee(await post({ committeeSize: 4 }))
      expectEqual('the last tasks', before.length, 4)
      await passEpochs(fixture, requester, 1)
      for (let round = 0; round < 3; round += 1) {
        const members = await committee(await post({ committeeSize: 3 }))
        const seats = members.map((member) => member.seat).sort()
        expectEqual('the committee', seats, [1, 2, 3])
      }
    },

  'a place takes another price from the next epoch on': async (fixture) => {
    const scene = await openScene(fixture, 4, { classes: [0, 1, 1, 3] })
    const { requester, nodes } = scene
    const [first, second] = nodes as [Chain, Chain]
    const all = await requester.getPlaces(list)
    expectEqual('class by class', all, [
      { seat: 0, class: 0, index: 0 },
      { seat: 1, class: 1, index: 0 },
      { seat: 2, class: 1, index: 1 },
      { seat: 3, class: 3, index: 0 },
    ])
    const balance = (await first.getSeat(0))?.balance
    const { blockNumber } = await second.reprice({ seat: 1, class: 3 })
    const from = await nextEpoch(first)
    const told = await eventBodies(first, { fromBlock: blockNumber })
    const repriced = { seat: 1, list: id, class: 3, epoch: from }
    expectEqual('told', told, [{ type: 'place-repriced', ...repriced }])
    await first.reprice({ seat: 0, class: 0 })
    expectEqual('now', await seatsOf(scene), [0, 1, 2, 3])
    expectEqual('next', await seatsOf(scene, { next: true }), [0, 2, 3, 1])
    const dear = { class: 3, next: true } as const
    expectEqual('the dearest', await seatsOf(scene, dear), [3, 1])
    const record = await requester.getList(list)
    expectEqual('counted', record?.current, [1, 2, 0, 1])
    expectEqual('counted next', record?.next, [1, 1, 0, 2])
    const after = (await first.getSeat(0))?.balance
    expectEqual('for nothing', after, balance)
  },

  'an order reaches all places whose price is no higher than its share': async (
    fixture,
  ) => {
    const classes = [0, 0, 0, 1, 2, 3] as const
    const scene = await openScene(fixture, 6, { classes })
    const { post, committee, parameters } = scene
    const { prices } = parameters
    for (const [reached, share] of [
      [3, prices[0]],
      [3, prices[1] - unit],
      [4, prices[1]],
      [5, prices[2]],
      [6, prices[3]],
    ] as const) {
      const members = await committee(await post({ committeeSize: 3, share }))
      const strangers = members.filter(({ seat }) => seat >= reached)
      expectEqual('whom it does not reach', strangers, [])
      const whole = await post({ committeeSize: reached, share })
      expectEqual('all', (await committee(whole)).length, reached)
      const more = post({ committeeSize: 3, share, minimumPlaces: reached + 1 })
      await expectError('more', more, 'not-enough-places')
    }
  },

  'the lists of a model are told in the order in which they opened': async (
    fixture,
  ) => {
    await passEpochs(fixture, await fixture.connect(0), 1)
    const { model } = list
    const lists = [
      { model, author: { address: `0x${'0a'.repeat(20)}`, shareBps: 500 } },
      list,
      { model: documentCid(2) },
      { model, author: { address: `0x${'0a'.repeat(20)}`, shareBps: 501 } },
    ] as const
    for (const [index, each] of lists.entries()) {
      const { node, seat } = await newcomer(fixture, index + 1)
      await node.offer({ seat, list: each, class: 0 })
    }
    const chain = await fixture.connect(0)
    const told = await chain.getLists(model)
    const [first, second, , fourth] = lists
    expectEqual(
      'its lists',
      told.map(({ model, author }) => ({ model, author })),
      [first, second, fourth],
    )
    expectEqual(
      'their ids',
      told.map((each) => each.id),
      [first, second, fourth].map((each) => listId(each)),
    )
  },
}
