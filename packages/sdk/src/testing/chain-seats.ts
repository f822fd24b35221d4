import { expectEqual, expectError } from '@aichain/base/testing'
import { protocolCut } from '../core/settlement/reward.js'
import { conformanceParameters, digest, openScene } from './chain-fixture.js'
import type { ChainPromises } from './chain-promises.js'

const {
  bond,
  protocolFeeBps,
  activationDelay,
  exitNotice,
  unbondingPeriod,
  maximumSeats,
} = conformanceParameters
const nobody = `0x${'00'.repeat(20)}` as const

/** Joining, leaving, and taking stake and rewards out. */
export const seatPromises: ChainPromises = {
  'a seat is taken for the bond and belongs to its owner': async ({
    connect,
  }) => {
    const [node, owner] = [await connect(1), await connect(2)]
    const joined = await node.join({ owner: owner.account, bond })
    const { timestamp } = await node.getHead()
    expectEqual('the seat', joined.seat, 0)
    const record = {
      seat: 0,
      signer: node.account,
      owner: owner.account,
      from: timestamp + activationDelay,
      to: undefined,
      balance: bond,
    }
    expectEqual('the record', await node.getSeat(0), record)
    expectEqual('by signer', await node.getSeatOf(node.account), record)
    expectEqual('seats', await node.getSeatCount(), 1)
    expectEqual('active seats', await node.getStayingSeatCount(), 1)
    const [event] = await node.getEvents({ fromBlock: joined.blockNumber })
    expectEqual(
      'the event',
      event?.type === 'seat-joined' && event.from,
      record.from,
    )
  },

  'a seat is refused for another price, to a second time, to nobody': async ({
    connect,
  }) => {
    const node = await connect(1)
    const owner = node.account
    const cheap = node.join({ owner, bond: bond - 1n })
    await expectError('too cheap', cheap, 'wrong-value')
    const lost = node.join({ owner: nobody, bond })
    await expectError('nobody', lost, 'zero-address')
    await node.join({ owner, bond })
    const twice = node.join({ owner, bond })
    await expectError('twice', twice, 'signer-taken')
  },

  'seats are limited': async ({ connect }) => {
    for (let index = 0; index < maximumSeats; index += 1) {
      const node = await connect(index)
      await node.join({ owner: node.account, bond })
    }
    const late = await connect(maximumSeats)
    const joining = late.join({ owner: late.account, bond })
    await expectError('one too many', joining, 'seats-full')
  },

  'a seat leaves with notice, and its stake after the unbonding period':
    async ({ connect, mine }) => {
      const [node, owner] = [await connect(1), await connect(2)]
      await node.join({ owner: owner.account, bond })
      const early = owner.withdrawSeat(0)
      await expectError('before leaving', early, 'seat-not-leaving')
      await expectError(
        'by a stranger',
        (await connect(3)).exit(0),
        'not-seat-owner',
      )
      await owner.exit(0)
      const { timestamp } = await node.getHead()
      const to = timestamp + exitNotice
      expectEqual('its end', (await node.getSeat(0))?.to, to)
      await expectError('twice', owner.exit(0), 'seat-leaving')
      await expectError('too early', owner.withdrawSeat(0), 'seat-locked')
      await mine({ seconds: exitNotice + unbondingPeriod })
      const foreign = node.withdrawSeat(0)
      await expectError('by its signer', foreign, 'not-seat-owner')
      const before = await owner.getBalance(owner.account)
      const { gasCost } = await owner.withdrawSeat(0)
      const paid = (await owner.getBalance(owner.account)) - before + gasCost
      expectEqual('the stake', paid, bond)
      expectEqual('the slot', await node.getSeat(0), undefined)
      await expectError('a free slot', owner.exit(0), 'seat-unknown')
    },

  'a seat is freed for the next one who joins': async ({ connect, mine }) => {
    const [first, second, third] = [
      await connect(1),
      await connect(2),
      await connect(3),
    ]
    await first.join({ owner: first.account, bond })
    await second.join({ owner: second.account, bond })
    await first.exit(0)
    await mine({ seconds: exitNotice + unbondingPeriod })
    await first.withdrawSeat(0)
    const { seat } = await third.join({ owner: third.account, bond })
    expectEqual('the slot', seat, 0)
    expectEqual('slots', await third.getSeatCount(), 2)
  },

  'rewards can be claimed, the bond cannot': async (fixture) => {
    const scene = await openScene(fixture, 3)
    const { nodes, post, commit, reveal } = scene
    const [node] = nodes as [(typeof nodes)[number]]
    await expectError('nothing', node.claim(0), 'nothing-to-claim')
    const task = await post({ committeeSize: 3 })
    const votes = [digest(7), digest(7), digest(7)]
    await commit(task, votes)
    await reveal(task, votes)
    const earned = ((await node.getSeat(0))?.balance ?? 0n) - bond
    const cut = protocolCut({ reward: earned, protocolFeeBps })
    const before = await node.getBalance(node.account)
    const { gasCost } = await node.claim(0)
    const paid = (await node.getBalance(node.account)) - before + gasCost
    expectEqual('paid', paid, earned - cut)
    expectEqual('left', (await node.getSeat(0))?.balance, bond)
    await expectError('again', node.claim(0), 'nothing-to-claim')
    const stranger = scene.requester.claim(0)
    await expectError('by a stranger', stranger, 'not-seat-owner')
  },

  'a leaving seat still serves, and is not drawn once it has left': async (
    fixture,
  ) => {
    const { nodes, post, committee } = await openScene(fixture, 4)
    await (nodes[0] as (typeof nodes)[number]).exit(0)
    await fixture.mine({ seconds: exitNotice + 1 })
    for (let round = 0; round < 6; round += 1) {
      const members = await committee(await post({ committeeSize: 3 }))
      const seats = members.map((member) => member.seat).sort()
      expectEqual('the committee', seats, [1, 2, 3])
    }
    const asking = post({ committeeSize: 4 })
    await expectError('four of three', asking, 'not-enough-seats')
  },
}
