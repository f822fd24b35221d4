import { expectEqual, expectError } from '@aichain/base/testing'
import { entranceFee, splitRewards } from '../core/money/fees.js'
import { epochAt } from '../core/task/lifecycle.js'
import { listId } from '../core/task/list-id.js'
import type { Chain } from '../ports/chain.js'
import {
  type ChainFixture,
  conformanceParameters,
  digest,
  documentCid,
} from './chain-fixture.js'
import type { ChainPromises } from './chain-promises.js'
import { openScene, passEpochs, type Scene, stakeOf } from './chain-scene.js'
import { eventBodies } from './event-bodies.js'
import { settle } from './settlement-scene.js'

const { bond, epoch, unit, unbondingPeriod, maximumSeats } =
  conformanceParameters
const nobody = `0x${'00'.repeat(20)}` as const
const right = digest(7)

/** When a seat that leaves now is gone, and when its stake may follow. */
async function leaving(chain: Chain): Promise<number> {
  const { timestamp } = await chain.getHead()
  return (epochAt(timestamp, conformanceParameters) + 1) * epoch
}

/** Lets all three members of a scene earn a share once. */
async function earn(scene: Scene, share: bigint): Promise<void> {
  const task = await scene.post({ committeeSize: 3, share })
  await settle(scene, task, [right, right, right])
}

/** Signs with `account` for a seat's next epoch. */
async function consent(
  fixture: ChainFixture,
  owner: Chain,
  { seat, account }: { readonly seat: number; readonly account: number },
) {
  const { timestamp } = await owner.getHead()
  const next = epochAt(timestamp, conformanceParameters) + 1
  return fixture.signSigner(account, {
    ...owner.deployment,
    ...{ seat, owner: owner.account, epoch: next },
  })
}

/** Joining, leaving, keys, and taking stake and rewards out. */
export const seatPromises: ChainPromises = {
  'a seat is taken for the bond or more, and belongs to its owner': async ({
    connect,
  }) => {
    const [node, owner] = [await connect(1), await connect(2)]
    const amount = bond + 5n * unit
    const joined = await node.join({ owner: owner.account, amount })
    expectEqual('the seat', joined.seat, 0)
    const record = {
      seat: 0,
      signer: node.account,
      owner: owner.account,
      heldUntil: await leaving(node),
      balance: amount,
      paidIn: amount,
    }
    expectEqual('the record', await node.getSeat(0), record)
    expectEqual('by signer', await node.getSeatOf(node.account), record)
    expectEqual('of its owner', await node.getSeatOf(owner.account), undefined)
    expectEqual('seats', await node.getSeatCount(), 1)
    const told = await eventBodies(node, { fromBlock: joined.blockNumber })
    const [signer, paid] = [node.account, owner.account]
    const event = { type: 'seat-joined', seat: 0, owner: paid, signer, amount }
    expectEqual('the event', told, [event])
  },

  'a seat is refused for less than the bond, a second time, to nobody': async ({
    connect,
  }) => {
    const node = await connect(1)
    const owner = node.account
    const cheap = node.join({ owner, amount: bond - unit })
    await expectError('too cheap', cheap, 'balance-too-low')
    const lost = node.join({ owner: nobody, amount: bond })
    await expectError('nobody', lost, 'zero-address')
    await node.join({ owner, amount: bond })
    const twice = node.join({ owner, amount: bond })
    await expectError('twice', twice, 'signer-taken')
  },

  'seats are limited': async ({ connect }) => {
    for (let index = 0; index < maximumSeats; index += 1) {
      const node = await connect(index)
      await node.join({ owner: node.account, amount: bond })
    }
    const late = await connect(maximumSeats)
    const joining = late.join({ owner: late.account, amount: bond })
    await expectError('one too many', joining, 'seats-full')
  },

  'anybody raises the stake of a seat that stays': async ({ connect }) => {
    const [node, other] = [await connect(1), await connect(2)]
    await node.join({ owner: node.account, amount: bond })
    const none = other.topUp({ seat: 0, amount: 0n })
    await expectError('nothing', none, 'zero-amount')
    const free = other.topUp({ seat: 1, amount: unit })
    await expectError('a free slot', free, 'seat-unknown')
    const amount = 7n * unit
    const { blockNumber } = await other.topUp({ seat: 0, amount })
    const seat = await node.getSeat(0)
    expectEqual('its balance', seat?.balance, bond + amount)
    expectEqual('paid in', seat?.paidIn, bond + amount)
    const told = await eventBodies(node, { fromBlock: blockNumber })
    const by = other.account
    expectEqual('told', told, [{ type: 'seat-topped-up', seat: 0, by, amount }])
    await node.exit(0)
    const late = other.topUp({ seat: 0, amount })
    await expectError('while it leaves', late, 'seat-leaving')
  },

  'a seat leaves with its epoch, and its stake after the unbonding period':
    async ({ connect, mine }) => {
      const [node, owner] = [await connect(1), await connect(2)]
      await node.join({ owner: owner.account, amount: bond })
      const early = owner.withdrawSeat(0)
      await expectError('before leaving', early, 'seat-not-leaving')
      const stranger = await connect(3)
      await expectError('by a stranger', stranger.exit(0), 'not-seat-owner')
      const { blockNumber } = await owner.exit(0)
      const to = await leaving(node)
      expectEqual('its end', (await node.getSeat(0))?.to, to)
      const told = await eventBodies(node, { fromBlock: blockNumber })
      expectEqual('told', told, [{ type: 'seat-left', seat: 0, to }])
      await expectError('twice', owner.exit(0), 'seat-leaving')
      await expectError('too early', owner.withdrawSeat(0), 'seat-locked')
      await mine({ seconds: epoch + unbondingPeriod })
      const foreign = node.withdrawSeat(0)
      await expectError('by its signer', foreign, 'not-seat-owner')
      const before = await owner.getBalance(owner.account)
      const { gasCost } = await owner.withdrawSeat(0)
      const paid = (await owner.getBalance(owner.account)) - before + gasCost
      expectEqual('the stake', paid, bond)
      expectEqual('the slot', await node.getSeat(0), undefined)
      expectEqual('its key', await node.getSeatOf(node.account), undefined)
      await expectError('a free slot', owner.exit(0), 'seat-unknown')
    },

  'a seat is freed for the next one who joins': async ({ connect, mine }) => {
    const [first, second, third] = [
      await connect(1),
      await connect(2),
      await connect(3),
    ]
    await first.join({ owner: first.account, amount: bond })
    await second.join({ owner: second.account, amount: bond })
    // A signer may leave with its seat, too.
    await first.exit(0)
    await mine({ seconds: epoch + unbondingPeriod })
    await first.withdrawSeat(0)
    const joined = await third.join({ owner: third.account, amount: bond })
    expectEqual('the slot', joined.seat, 0)
    expectEqual('slots', await third.getSeatCount(), 2)
  },

  'rewards can be claimed once they have made up for fees, the bond cannot':
    async (fixture) => {
      const scene = await openScene(fixture, 3)
      const { nodes, requester, parameters } = scene
      const [node] = nodes as [Chain]
      await expectError('nothing', node.claim(0), 'nothing-to-claim')
      await earn(scene, parameters.minimumShare)
      await expectError('less than fees', node.claim(0), 'nothing-to-claim')
      const share = parameters.hardSlash
      await earn(scene, share)
      const earned =
        parameters.minimumShare + share - entranceFee(0, parameters)
      const { cut, rest } = splitRewards(earned, 0, parameters)
      const before = await node.getBalance(node.account)
      const { gasCost, blockNumber } = await node.claim(0)
      const paid = (await node.getBalance(node.account)) - before + gasCost
      expectEqual('paid', paid, rest)
      expectEqual('left', (await node.getSeat(0))?.balance, stakeOf(parameters))
      const told = await eventBodies(node, { fromBlock: blockNumber })
      const kept = { cut, authorPart: 0n, asCredit: false }
      const event = { type: 'reward-claimed', seat: 0, amount: earned, ...kept }
      expectEqual('told', told, [event])
      await expectError('again', node.claim(0), 'nothing-to-claim')
      await expectError('a stranger', requester.claim(0), 'not-seat-owner')
    },

  'the author of a list has its part of rewards': async (fixture) => {
    const writer = await fixture.connect(9)
    const author = { address: writer.account, shareBps: 1500 }
    const list = { model: documentCid(1), author }
    const scene = await openScene(fixture, 3, { list })
    const { nodes, parameters } = scene
    const [node] = nodes as [Chain]
    await earn(scene, parameters.hardSlash)
    const earned = parameters.hardSlash - entranceFee(0, parameters)
    const split = splitRewards(earned, author.shareBps, parameters)
    const before = await node.getBalance(node.account)
    const { gasCost, blockNumber } = await node.claim(0)
    const paid = (await node.getBalance(node.account)) - before + gasCost
    expectEqual('paid', paid, split.rest)
    const credit = await node.getCredit(writer.account)
    expectEqual('the part', credit, split.authorPart)
    const told = await eventBodies(node, { fromBlock: blockNumber })
    const { cut, authorPart } = split
    expectEqual('told', told, [
      {
        ...{ type: 'reward-claimed', seat: 0, amount: earned, cut },
        ...{ author: author.address, authorPart, asCredit: false },
      },
    ])
    await writer.withdraw()
    expectEqual('left', await node.getCredit(writer.account), 0n)
  },

  'who moves to another list has its rewards as credit': async (fixture) => {
    const scene = await openScene(fixture, 3)
    const { nodes, parameters } = scene
    const [node] = nodes as [Chain]
    await earn(scene, parameters.hardSlash)
    await node.withdrawOffer(0)
    const earned = parameters.hardSlash - entranceFee(0, parameters)
    const { rest, cut } = splitRewards(earned, 0, parameters)
    const other = { model: documentCid(2) }
    await node.topUp({ seat: 0, amount: bond })
    const { blockNumber } = await node.offer({ seat: 0, list: other, class: 1 })
    expectEqual('credit', await node.getCredit(node.account), rest)
    const told = await eventBodies(node, { fromBlock: blockNumber })
    const { timestamp } = await node.getHead()
    const kept = { cut, authorPart: 0n, asCredit: true }
    const list = listId(other)
    expectEqual('told', told, [
      { type: 'list-opened', list, ...other },
      { type: 'reward-claimed', seat: 0, amount: earned, ...kept },
      {
        ...{ type: 'place-offered', seat: 0, list, class: 1 },
        fee: entranceFee(0, parameters),
        epoch: epochAt(timestamp, parameters) + 1,
      },
    ])
  },

  'a new key answers from the next epoch on, the former one for earlier tasks':
    async (fixture) => {
      const scene = await openScene(fixture, 3)
      const { nodes, post, committee } = scene
      const [owner] = nodes as [Chain]
      const key = await fixture.connect(8)
      const signed = await consent(fixture, owner, { seat: 0, account: 8 })
      const setting = { seat: 0, signer: key.account, ...signed }
      const { blockNumber } = await owner.setSigner(setting)
      const { timestamp } = await owner.getHead()
      const from = epochAt(timestamp, conformanceParameters) + 1
      const told = await eventBodies(owner, { fromBlock: blockNumber })
      const set = { seat: 0, signer: key.account, epoch: from }
      expectEqual('told', told, [{ type: 'signer-set', ...set }])
      const seat = await owner.getSeat(0)
      expectEqual('its key', seat?.signer, key.account)
      expectEqual('its former key', seat?.formerSigner, owner.account)
      expectEqual('since', seat?.signerSince, from)
      expectEqual('by the new key', await owner.getSeatOf(key.account), seat)
      expectEqual('by the old one', await owner.getSeatOf(owner.account), seat)
      const signerIn = async (task: `0x${string}`) =>
        (await committee(task)).find((member) => member.seat === 0)?.signer
      const before = await post({ committeeSize: 3 })
      expectEqual('before', await signerIn(before), owner.account)
      await passEpochs(fixture, owner, 1)
      expectEqual('later', await signerIn(before), owner.account)
      const after = await post({ committeeSize: 3 })
      expectEqual('after', await signerIn(after), key.account)
    },

  'a key that may not be is refused by name': async (fixture) => {
    const [owner, node] = [await fixture.connect(1), await fixture.connect(2)]
    const [key, next] = [await fixture.connect(3), await fixture.connect(4)]
    await node.join({ owner: owner.account, amount: bond })
    await key.join({ owner: owner.account, amount: bond })
    const good = await consent(fixture, owner, { seat: 0, account: 4 })
    const to = { seat: 0, signer: next.account, ...good }
    await expectError('a stranger', node.setSigner(to), 'not-seat-owner')
    const free = owner.setSigner({ ...to, seat: 7 })
    await expectError('a free slot', free, 'seat-unknown')
    const taken = owner.setSigner({ ...to, signer: key.account })
    await expectError('taken', taken, 'signer-taken')
    const other = owner.setSigner({ ...to, seat: 1 })
    await expectError('for another seat', other, 'invalid-signer')
    const unasked = await fixture.connect(5)
    const forced = owner.setSigner({ ...to, signer: unasked.account })
    await expectError('who did not agree', forced, 'invalid-signer')
    await owner.setSigner(to)
    const again = await consent(fixture, owner, { seat: 0, account: 5 })
    const second = { seat: 0, signer: unasked.account, ...again }
    const soon = owner.setSigner(second)
    await expectError('at once', soon, 'rotation-too-soon')
    await passEpochs(fixture, owner, 3)
    const late = await consent(fixture, owner, { seat: 0, account: 5 })
    await owner.setSigner({ ...second, ...late })
    const seat = await owner.getSeat(0)
    expectEqual('its former key', seat?.formerSigner, next.account)
    // Whose key it was before is free again.
    expectEqual('the first', await owner.getSeatOf(node.account), undefined)
    await owner.exit(0)
    const leaver = owner.setSigner({ ...second, ...late })
    await expectError('while it leaves', leaver, 'seat-leaving')
  },
}
