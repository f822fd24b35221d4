import type { Address, Hex } from '@aichain/base'
import { expectEqual, expectError } from '@aichain/base/testing'
import { feeOf } from '../core/money/price.js'
import { listId } from '../core/task/list-id.js'
import type { SignedOrder } from '../core/task/signed-order.js'
import type { TaskId } from '../core/task/task.js'
import type { Chain } from '../ports/chain.js'
import { conformanceParameters, digest, documentCid } from './chain-fixture.js'
import type { ChainPromises } from './chain-promises.js'
import { openScene, type Scene } from './chain-scene.js'
import { eventBodies } from './event-bodies.js'
import { settle } from './settlement-scene.js'

const { unit, bond } = conformanceParameters
const nobody = `0x${'00'.repeat(20)}` as const
const [payerAccount, keyAccount, submitterAccount] = [9, 10, 11]
const tip = 3n * unit

/** A scene with somebody who pays by signature, its session key, and who brings orders. */
type Shop = {
  readonly scene: Scene
  readonly payer: Chain
  readonly key: Chain
  readonly submitter: Chain
  /** An order of three, signed by the payer or by `signer`. */
  readonly sign: (
    change?: Partial<SignedOrder>,
    signer?: number,
  ) => Promise<SignedOrder>
}

async function openShop(
  fixture: Parameters<typeof openScene>[0],
): Promise<Shop> {
  const scene = await openScene(fixture, 3)
  const payer = await fixture.connect(payerAccount)
  const { deployment } = payer
  return {
    scene,
    payer,
    key: await fixture.connect(keyAccount),
    submitter: await fixture.connect(submitterAccount),
    sign: async (change = {}, signer = payerAccount) => {
      const { timestamp } = await payer.getHead()
      const order = {
        order: scene.order({ committeeSize: 3 }),
        ...{ payer: payer.account, tip, deadline: timestamp + 600 },
        ...change,
      }
      const what = { ...deployment, unit, order }
      return { ...order, signature: await fixture.signOrder(signer, what) }
    },
  }
}

/** What an order takes from its payer's credit. */
function costOf({ order, tip: its }: SignedOrder): bigint {
  return feeOf(order) + its
}

/** Brings one order, and gives its task, or the code by which it was refused. */
async function bring(
  chain: Chain,
  order: SignedOrder,
): Promise<TaskId | undefined> {
  const { tasks } = await chain.submitOrders([order])
  return tasks[0]
}

/** Brings an order that is refused, and gives the contract's selector of the reason. */
async function reasonOf(chain: Chain, order: SignedOrder): Promise<Hex> {
  const { tasks, blockNumber } = await chain.submitOrders([order])
  expectEqual('its task', tasks, [undefined])
  const [event, ...others] = await eventBodies(chain, {
    fromBlock: blockNumber,
  })
  expectEqual('nothing else', others, [])
  const { reason = '0x' } = event as { readonly reason?: Hex }
  const { payer } = order
  const told = { type: 'order-refused', index: 0, payer, reason }
  expectEqual('told', event, told)
  return reason
}

/** The payer lets the key spend. */
const authorize = ({ payer, key }: Shop, amount: bigint, until: number) =>
  payer.authorize({ key: key.account, amount, until })

/** Refused orders cost nothing: what the payer has does not change. */
async function expectRefused(
  { payer, submitter }: Shop,
  name: string,
  order: SignedOrder,
  by: Chain = submitter,
): Promise<string> {
  const before = await payer.getCredit(payer.account)
  const reason = await reasonOf(by, order)
  const after = await payer.getCredit(payer.account)
  expectEqual(`${name}: the credit`, after, before)
  return reason.slice(0, 10)
}

/** Credit, signed orders and session keys. */
export const orderPromises: ChainPromises = {
  'anybody raises an account’s credit, which it takes out again': async ({
    connect,
  }) => {
    const [giver, taker] = [await connect(1), await connect(2)]
    const { account } = taker
    const none = giver.deposit({ account, amount: 0n })
    await expectError('nothing', none, 'zero-amount')
    const lost = giver.deposit({ account: nobody, amount: unit })
    await expectError('to nobody', lost, 'zero-address')
    const before = await giver.getBalance(giver.account)
    const paid = await giver.deposit({ account, amount: bond })
    const after = await giver.getBalance(giver.account)
    expectEqual('paid', before - after - paid.gasCost, bond)
    expectEqual('credit', await giver.getCredit(account), bond)
    const told = await eventBodies(giver, { fromBlock: paid.blockNumber })
    const deposited = { account, by: giver.account, amount: bond }
    expectEqual('told', told, [{ type: 'credit-deposited', ...deposited }])
    const held = await taker.getBalance(account)
    const { gasCost } = await taker.withdraw()
    const got = (await taker.getBalance(account)) - held + gasCost
    expectEqual('taken out', got, bond)
  },

  'a signed order is paid from credit, and whoever brings it has the tip':
    async (fixture) => {
      const shop = await openShop(fixture)
      const { scene, payer, submitter, sign } = shop
      await submitter.deposit({ account: payer.account, amount: bond })
      const signed = await sign()
      const { tasks, blockNumber } = await submitter.submitOrders([signed])
      const [task] = tasks
      const credit = await payer.getCredit(payer.account)
      expectEqual('credit', credit, bond - costOf(signed))
      const earned = await payer.getCredit(submitter.account)
      expectEqual('the tip', earned, tip)
      const told = await eventBodies(payer, { fromBlock: blockNumber })
      const { order } = signed
      const requester = payer.account
      expectEqual('told', told, [
        { type: 'task-added', task, requester, list: listId(order), order },
        {
          ...{ type: 'order-submitted', task, payer: payer.account, tip },
          submitter: submitter.account,
        },
      ])
      await fixture.mine({ seconds: 1 })
      const votes = [digest(7), digest(7), digest(7)]
      await settle(scene, task as TaskId, votes)
      const record = await payer.getTask(task as TaskId)
      expectEqual('answered', record?.state, 'decided')
    },

  'a payer brings its own order without a signature': async (fixture) => {
    const shop = await openShop(fixture)
    const { payer, submitter, sign } = shop
    await payer.deposit({ account: payer.account, amount: bond })
    const { signature, ...unsigned } = await sign()
    const task = await bring(payer, unsigned)
    expectEqual('taken', task !== undefined, true)
    const left = await payer.getCredit(payer.account)
    // Its own tip comes back to it.
    expectEqual('credit', left, bond - feeOf(unsigned.order))
    const next = await sign()
    const foreign = { ...next, signature: undefined }
    await expectRefused(shop, 'not signed', foreign, submitter)
  },

  'refunds of signed orders go back to the credit': async (fixture) => {
    const { scene, payer, submitter, sign } = await openShop(fixture)
    await payer.deposit({ account: payer.account, amount: bond })
    const signed = await sign()
    const task = await bring(submitter, signed)
    const { commitWindow, revealWindow } = conformanceParameters
    await fixture.mine({ seconds: commitWindow + revealWindow })
    await scene.requester.finalize(task as TaskId)
    const credit = await payer.getCredit(payer.account)
    expectEqual('credit', credit, bond - tip)
  },

  'an order that may not be is passed over, and the others are not': async (
    fixture,
  ) => {
    const shop = await openShop(fixture)
    const { payer, submitter, sign, key } = shop
    await payer.deposit({ account: payer.account, amount: bond })
    const good = await sign()
    const { timestamp } = await payer.getHead()
    const many = await submitter.submitOrders([
      await sign({ deadline: timestamp - 1 }),
      good,
      good,
    ])
    const [expired, taken, again] = many.tasks
    expectEqual('expired', expired, undefined)
    expectEqual('a good one', taken !== undefined, true)
    expectEqual('the same again', again, undefined)
    const told = await payer.getEvents({ fromBlock: many.blockNumber })
    expectEqual(
      'told',
      told.map((event) =>
        event.type === 'order-refused' ? event.index : event.type,
      ),
      [0, 'task-added', 'order-submitted', 2],
    )
    const reasons = [
      await expectRefused(shop, 'late', await sign({ deadline: 0 })),
      await expectRefused(
        shop,
        'another submitter',
        await sign({ submitter: key.account }),
      ),
      await expectRefused(shop, 'by nobody known', await sign({}, keyAccount)),
      await expectRefused(shop, 'changed', { ...(await sign()), tip: 0n }),
      await expectRefused(shop, 'dear', await sign({ tip: 2n * bond })),
      await expectRefused(shop, 'known', good),
      await expectRefused(
        shop,
        'of no list',
        await sign({
          order: { ...good.order, model: documentCid(9), nonce: 77n },
        }),
      ),
    ]
    const different = new Set(reasons).size
    // A foreign signature and a changed order are the same to the contract.
    expectEqual('each has its reason', different, reasons.length - 1)
  },

  'an order for one submitter is brought by that one': async (fixture) => {
    const shop = await openShop(fixture)
    const { payer, submitter, key, sign } = shop
    await payer.deposit({ account: payer.account, amount: bond })
    const signed = await sign({ submitter: submitter.account })
    await expectRefused(shop, 'another', signed, key)
    const task = await bring(submitter, signed)
    expectEqual('the right one', task !== undefined, true)
  },

  'a session key spends what it may, until it may no more': async (fixture) => {
    const shop = await openShop(fixture)
    const { payer, key, submitter, sign } = shop
    await payer.deposit({ account: payer.account, amount: bond })
    const { timestamp } = await payer.getHead()
    const until = timestamp + 300
    const one = costOf(await sign())
    const amount = 2n * one
    const { blockNumber } = await authorize(shop, amount, until)
    const keys = { payer: payer.account, key: key.account }
    const told = await eventBodies(payer, { fromBlock: blockNumber })
    const event = { type: 'key-authorized', ...keys, amount, until }
    expectEqual('told', told, [event])
    const allowance = () => payer.getAllowance(keys)
    expectEqual('allowed', await allowance(), { amount, until })
    const first = await submitter.submitOrders([await sign({}, keyAccount)])
    const submitted = await eventBodies(payer, { fromBlock: first.blockNumber })
    const by = { submitter: submitter.account, key: key.account, tip }
    const [task] = first.tasks
    expectEqual('told', submitted.at(-1), {
      ...{ type: 'order-submitted', task, payer: payer.account },
      ...by,
    })
    expectEqual('left', await allowance(), { amount: amount - one, until })
    const generous = await sign({ tip: one }, keyAccount)
    await expectRefused(shop, 'a tip of more than a tenth', generous)
    await bring(submitter, await sign({}, keyAccount))
    expectEqual('spent', await allowance(), undefined)
    await expectRefused(shop, 'once more', await sign({}, keyAccount))
    await authorize(shop, bond, until)
    await fixture.mine({ seconds: 300 })
    await expectRefused(shop, 'too late', await sign({}, keyAccount))
    await authorize(shop, 0n, 0)
    expectEqual('taken back', await allowance(), undefined)
    await expectRefused(shop, 'after that', await sign({}, keyAccount))
  },

  'a session key may be for one list': async (fixture) => {
    const shop = await openShop(fixture)
    const { scene, payer, key, submitter, sign } = shop
    await payer.deposit({ account: payer.account, amount: bond })
    const { timestamp } = await payer.getHead()
    const until = timestamp + 3000
    const allow = (list: `0x${string}`) =>
      payer.authorize({ key: key.account, amount: bond, until, list })
    const other = listId({ model: documentCid(2) })
    await allow(other)
    const keys = { payer: payer.account, key: key.account }
    const allowed = { amount: bond, until, list: other }
    expectEqual('allowed', await payer.getAllowance(keys), allowed)
    await expectRefused(shop, 'another list', await sign({}, keyAccount))
    await allow(listId(scene.list))
    const task = await bring(submitter, await sign({}, keyAccount))
    expectEqual('its list', task !== undefined, true)
    const stranger: Address = nobody
    const none = payer.authorize({ key: stranger, amount: unit, until })
    await expectError('nobody', none, 'zero-address')
  },
}
