import { type Address, digestFromCid } from '@aichain/base'
import { outputWord } from '../../../core/vote/unavailable.js'
import type { ChainWriter } from '../../../ports/chain.js'
import { appeal, conclude, release } from './appeals.js'
import {
  checkAmounts,
  checkOrder,
  checkSigned,
  checkTime,
} from './arguments.js'
import type { Connection } from './connection.js'
import { commit, finalize, reveal } from './court.js'
import { addVote, close, convene, punish } from './late-votes.js'
import type { Ledger } from './ledger.js'
import { registerModel } from './models.js'
import { authorize, deposit, submitOrders, withdraw } from './orders.js'
import { offer, prune, reprice, withdrawOffer } from './places.js'
import { postRound } from './rounds.js'
import { claim, exit, join, setSigner, topUp, withdrawSeat } from './seats.js'
import { createSender, type Sender } from './sender.js'
import { settle, settleMany } from './settlements.js'
import { addTasks, cancel, draw, feesOf } from './tasks.js'

/** The writing half of the port, for one account. */
export function createWriter(
  ledger: Ledger,
  connection: Connection,
  account: Address,
  onSent: () => void,
): ChainWriter {
  const sender = createSender(ledger, connection, account, onSent)
  return {
    account,
    ...seatCalls(sender),
    ...placeCalls(sender),
    ...taskCalls(sender),
    ...voteCalls(sender),
    ...appealCalls(sender),
    ...moneyCalls(sender),
  }
}

function seatCalls({ send, sendOnly, unit }: Sender) {
  const paying = (amount: bigint) => ({
    value: amount,
    check: () => checkAmounts({ amount }, unit),
  })
  return {
    join: async ({ owner, amount }, options) => {
      const run = join(owner, amount)
      const { receipt, result } = await send(options, run, paying(amount))
      return { ...receipt, seat: result }
    },
    topUp: ({ seat, amount }, options) =>
      sendOnly(options, topUp(seat, amount), paying(amount)),
    setSigner: ({ seat, signer, r, vs }, options) =>
      sendOnly(options, setSigner(seat, signer, { r, vs })),
    exit: (seat, options) => sendOnly(options, exit(seat)),
    withdrawSeat: (seat, options) => sendOnly(options, withdrawSeat(seat)),
    claim: (seat, options) => sendOnly(options, claim(seat)),
  } satisfies Partial<ChainWriter>
}

function placeCalls({ sendOnly }: Sender) {
  return {
    offer: ({ seat, list, class: priceClass }, options) =>
      sendOnly(options, offer(seat, list, priceClass)),
    withdrawOffer: (seat, options) => sendOnly(options, withdrawOffer(seat)),
    reprice: ({ seat, class: priceClass }, options) =>
      sendOnly(options, reprice(seat, priceClass)),
    prune: (seat, options) => sendOnly(options, prune(seat)),
  } satisfies Partial<ChainWriter>
}

function taskCalls({ send, sendOnly, unit }: Sender) {
  return {
    addTask: async (order, options) => {
      const { receipt, result } = await send(options, addTasks([order]), {
        value: feesOf([order]),
        check: () => checkOrder(order, unit),
      })
      return { ...receipt, task: result[0] as (typeof result)[number] }
    },
    addTasks: async (orders, options) => {
      const { receipt, result } = await send(options, addTasks(orders), {
        value: feesOf(orders),
        check: () => {
          for (const order of orders) checkOrder(order, unit)
        },
      })
      return { ...receipt, tasks: result }
    },
    cancel: (terms, options) =>
      sendOnly(options, cancel(terms), {
        check: () => checkOrder(terms.order, unit),
      }),
    draw: (terms, options) =>
      sendOnly(options, draw(terms), {
        check: () => checkOrder(terms.order, unit),
      }),
  } satisfies Partial<ChainWriter>
}

function voteCalls({ sendOnly, unit }: Sender) {
  return {
    commit: ({ task, member, commitment }, options) =>
      sendOnly(options, commit(task, member, commitment)),
    reveal: ({ task, member, output, salt }, options) =>
      sendOnly(options, reveal(task, member, outputWord(output), salt)),
    finalize: (task, options) => sendOnly(options, finalize(task)),
    settle: (settlement, options) =>
      sendOnly(options, settle(settlement), {
        check: () => checkOrder(settlement.terms.order, unit),
      }),
    settleMany: (settlements, options) =>
      sendOnly(options, settleMany(settlements), {
        check: () => {
          for (const { terms } of settlements) checkOrder(terms.order, unit)
        },
      }),
    convene: (convening, options) =>
      sendOnly(options, convene(convening), {
        check: () => checkOrder(convening.terms.order, unit),
      }),
    addVote: (vote, options) => sendOnly(options, addVote(vote)),
    punish: (contradiction, options) =>
      sendOnly(options, punish(contradiction)),
    close: (decided, options) => sendOnly(options, close(decided)),
  } satisfies Partial<ChainWriter>
}

function appealCalls({ send, sendOnly, unit }: Sender) {
  return {
    appeal: async (parameters, options) => {
      const { terms, share, roundTip } = parameters
      const { receipt, result } = await send(options, appeal(parameters), {
        check: () => {
          checkOrder(terms.order, unit)
          checkAmounts({ share, roundTip }, unit)
        },
      })
      return { ...receipt, appeal: result }
    },
    conclude: (decided, options) => sendOnly(options, conclude(decided)),
    release: (task, options) => sendOnly(options, release(task)),
  } satisfies Partial<ChainWriter>
}

function moneyCalls({ send, sendOnly, unit }: Sender) {
  return {
    deposit: ({ account, amount }, options) =>
      sendOnly(options, deposit(account, amount), {
        value: amount,
        check: () => checkAmounts({ amount }, unit),
      }),
    authorize: (allowance, options) =>
      sendOnly(options, authorize(allowance), {
        check: () => {
          checkAmounts({ amount: allowance.amount }, unit)
          checkTime(allowance.until, 'until')
        },
      }),
    submitOrders: async (orders, options) => {
      const { receipt, result } = await send(options, submitOrders(orders), {
        check: () => {
          for (const order of orders) checkSigned(order, unit)
        },
      })
      return { ...receipt, tasks: result }
    },
    withdraw: (options) => sendOnly(options, withdraw),
    postRound: ({ round, signature }, options) =>
      sendOnly(options, postRound(round, signature)),
    registerModel: (manifest, options) =>
      sendOnly(options, registerModel(digestFromCid(manifest))),
  } satisfies Partial<ChainWriter>
}
