import {
  type Address,
  type CallOptions,
  type Digest,
  equalHex,
} from '@aichain/base'
import { hasMember } from '../../../core/encoding/bitmap.js'
import { unpackCommittee } from '../../../core/task/committee-word.js'
import { epochAt } from '../../../core/task/lifecycle.js'
import type { PriceClass } from '../../../core/task/list.js'
import { listId } from '../../../core/task/list-id.js'
import type { ProtocolEvent } from '../../../core/task/protocol-event.js'
import type { CommitteeMember, TaskId } from '../../../core/task/task.js'
import { ballotOf } from '../../../core/vote/ballot.js'
import { TaskNotOpenError } from '../../../errors/contract-tasks.js'
import type { ChainReader, ListedSeat } from '../../../ports/chain.js'
import { balanceOf, creditOf } from './accounts.js'
import { appealTermsOf } from './appeals.js'
import type { Connection } from './connection.js'
import { drawnNow } from './draws.js'
import { nextContext } from './execution.js'
import { verdictOf } from './finality.js'
import { headOf, type Ledger, referenceTo } from './ledger.js'
import { allowanceKey } from './orders.js'
import { placesAt } from './places-memory.js'
import {
  listRecord,
  modelAt,
  modelRecord,
  seatRecord,
  taskRecord,
} from './records.js'
import { signerAt } from './stakes.js'
import type { TaskStorage } from './state.js'
import { knownTask } from './tasks-known.js'
import { watch } from './watch.js'
import { zeroAddress } from './zero.js'

const CLASSES: readonly PriceClass[] = [0, 1, 2, 3]
const nobody = { sender: zeroAddress, value: 0n }

type Call = <T>(options: CallOptions | undefined, read: () => T) => Promise<T>

/** The reading half of the port, over a ledger. */
export function createReader(
  ledger: Ledger,
  connection: Connection,
): ChainReader {
  const call: Call = (options, read) => connection.call(options, read)
  return {
    deployment: ledger.deployment,
    ...chainReads(ledger, call),
    ...taskReads(ledger, call),
    ...seatReads(ledger, call),
    ...moneyReads(ledger, call),
    watch: (options) => watch(ledger, connection, options),
  }
}

function chainReads(ledger: Ledger, call: Call) {
  const now = () => headOf(ledger).state
  return {
    getHead: (options) => call(options, () => referenceTo(headOf(ledger))),
    getBlock: (number, options) =>
      call(options, () => {
        const block = ledger.blocks[Number(number)]
        return block && referenceTo(block)
      }),
    getParameters: (options) => call(options, () => ledger.parameters),
    getModel: (model, options) =>
      call(options, () => modelRecord(now(), model)),
    getModelCount: (options) => call(options, () => now().models.size),
    getModelAt: (index, options) => call(options, () => modelAt(now(), index)),
    getRound: (round, options) =>
      call(options, () => {
        const posted = now().rounds.get(round)
        return posted && { round, ...posted }
      }),
    getLatestRound: (options) => call(options, () => now().latestRound),
    getEvents: (range, options) => call(options, () => events(ledger, range)),
  } satisfies Partial<ChainReader>
}

function taskReads(ledger: Ledger, call: Call) {
  const now = () => headOf(ledger).state
  const at = () => {
    const { timestamp } = headOf(ledger)
    return { timestamp, parameters: ledger.parameters }
  }
  return {
    getTask: (id, options) => call(options, () => taskRecord(now(), id)),
    getTerms: (id, options) =>
      call(options, () => {
        const task = now().tasks.get(id)
        return task && { requester: task.requester, order: task.order }
      }),
    getCommittee: (id, options) => call(options, () => committee(ledger, id)),
    getVerdict: (id, options) =>
      call(options, () => verdictOf(now(), id, at())),
    getAppeal: (id, options) =>
      call(options, () => {
        const appeal = now().tasks.get(id)?.appeal
        return appeal && { ...appeal }
      }),
    getAppealTerms: (terms, options) =>
      call(options, () =>
        appealTermsOf(terms, now(), nextContext(ledger, nobody)),
      ),
    getHeld: (id, options) =>
      call(options, () => now().tasks.get(id)?.held ?? 0n),
  } satisfies Partial<ChainReader>
}

function seatReads(ledger: Ledger, call: Call) {
  const now = () => headOf(ledger).state
  const { parameters } = ledger
  const listOf = (terms: Parameters<ChainReader['getList']>[0]) =>
    listRecord(now(), terms, headOf(ledger).timestamp, parameters)
  return {
    getSeat: (seat, options) =>
      call(options, () => seatRecord(now(), seat, parameters)),
    getSeatOf: (signer, options) =>
      call(options, () => {
        const seat = now().seatOf.get(signer.toLowerCase())
        return seat === undefined
          ? undefined
          : seatRecord(now(), seat, parameters)
      }),
    getSeatCount: (options) => call(options, () => now().seats.length),
    getList: (terms, options) => call(options, () => listOf(terms)),
    getLists: (model, options) =>
      call(options, () =>
        [...now().lists.values()]
          .filter(({ terms }) => terms.model === model)
          .map(({ terms }) => listOf(terms))
          .filter((list) => list !== undefined),
      ),
    getPlaces: (terms, options) =>
      call(options, () => places(ledger, terms, options)),
  } satisfies Partial<ChainReader>
}

function moneyReads(ledger: Ledger, call: Call) {
  const now = () => headOf(ledger).state
  return {
    getCredit: (account, options) =>
      call(options, () => creditOf(now(), account)),
    getAllowance: ({ payer, key }, options) =>
      call(options, () => {
        const found = now().allowances.get(allowanceKey(payer, key))
        if (!found || found.amount === 0n) return undefined
        const { amount, until, list } = found
        return { amount, until, ...(list && { list }) }
      }),
    getBalance: (account, options) =>
      call(options, () => balanceOf(now(), account)),
  } satisfies Partial<ChainReader>
}

function places(
  ledger: Ledger,
  terms: Parameters<ChainReader['getPlaces']>[0],
  options: Parameters<ChainReader['getPlaces']>[1] = {},
): ListedSeat[] {
  const { state, timestamp } = headOf(ledger)
  const list = state.lists.get(listId(terms))
  if (!list) return []
  const { class: only, next = false } = options
  const epoch = epochAt(timestamp, ledger.parameters) + (next ? 1 : 0)
  const all = placesAt(list.places, epoch)
  const classes = only === undefined ? CLASSES : [only]
  return classes.flatMap((each) =>
    (all[each] ?? []).map((seat, index) => ({ seat, class: each, index })),
  )
}

function committee(ledger: Ledger, id: TaskId): CommitteeMember[] {
  const { state } = headOf(ledger)
  const task = knownTask(state, id)
  const known = { ...task, unavailable: task.isUnavailable }
  return seatsOf(ledger, id, task).map((seat, member) => ({
    member,
    seat,
    signer: signerAt(state, seat, task, ledger),
    ballot: ballotOf(known, member, wordOf(task, member)),
  }))
}

/** Mirrors `ILens.ballots`: of winners the agreed output. */
function wordOf(task: TaskStorage, member: number): Digest | undefined {
  return hasMember(task.winners, member) ? task.output : task.ballots[member]
}

/** A view sees the block that would come next. */
function seatsOf(
  ledger: Ledger,
  id: TaskId,
  task: TaskStorage,
): readonly number[] {
  const { state } = headOf(ledger)
  if (task.committee !== undefined)
    return unpackCommittee(task.committee, task.committeeSize)
  if (task.drawn) return task.drawn
  if (task.state !== 'open')
    throw new TaskNotOpenError({ task: id, state: task.state })
  return drawnNow(id, task, state, nextContext(ledger, nobody))
}

function events(
  ledger: Ledger,
  range: Parameters<ChainReader['getEvents']>[0],
) {
  const { fromBlock, toBlock = headOf(ledger).number, task, account } = range
  return ledger.blocks
    .slice(Number(fromBlock), Number(toBlock) + 1)
    .flatMap((block) => block.events)
    .filter((event) => task === undefined || isAbout(event, task))
    .filter((event) => account === undefined || isOf(event, account))
}

function isOf(event: ProtocolEvent, account: Address): boolean {
  switch (event.type) {
    case 'task-added':
    case 'task-undecided':
    case 'round-tip-returned':
      return equalHex(event.requester, account)
    case 'order-submitted':
      return equalHex(event.payer, account)
    case 'credit-deposited':
    case 'credit-withdrawn':
      return equalHex(event.account, account)
    default:
      return false
  }
}

function isAbout(event: object, task: TaskId): boolean {
  return 'task' in event && event.task === task
}
