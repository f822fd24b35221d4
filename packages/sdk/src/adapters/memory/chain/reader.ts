import {
  type Address,
  cidFromDigest,
  digestFromCid,
  equalHex,
} from '@aichain/base'
import type { ProtocolEvent } from '../../../core/task/protocol-event.js'
import type {
  CommitteeMember,
  SeatRecord,
  TaskId,
  TaskRecord,
} from '../../../core/task/task.js'
import { ballotOf } from '../../../core/vote/ballot.js'
import { ModelIndexOutOfRangeError } from '../../../errors/contract-models.js'
import { TaskUnknownError } from '../../../errors/contract-tasks.js'
import type { ChainReader } from '../../../ports/chain.js'
import { resultOf } from './appeals.js'
import { committeeOf } from './committee.js'
import type { Connection } from './connection.js'
import { contextIn } from './execution.js'
import { headOf, type Ledger, referenceTo } from './ledger.js'
import { countActive, seatOf } from './seats.js'
import { amountOf, balanceOf, type ChainState } from './state.js'
import { watch } from './watch.js'
import { zeroAddress } from './zero.js'

/** The reading half of the port, over a ledger. */
export function createReader(
  ledger: Ledger,
  connection: Connection,
): ChainReader {
  const { call } = connection
  const now = () => headOf(ledger).state
  return {
    deployment: ledger.deployment,
    getHead: (options) => call(options, () => referenceTo(headOf(ledger))),
    getParameters: (options) => call(options, () => ledger.parameters),
    getTask: (id, options) => call(options, () => taskRecord(now(), id)),
    getCommittee: (id, options) => call(options, () => committee(ledger, id)),
    getResult: (id, options) => call(options, () => resultOf(now(), id)),
    getSeat: (seat, options) => call(options, () => seatRecord(now(), seat)),
    getSeatOf: (signer, options) =>
      call(options, () => seatRecordOf(now(), signer)),
    getSeatCount: (options) => call(options, () => now().seats.length),
    getStayingSeatCount: (options) => call(options, () => countActive(now())),
    getModel: (model, options) =>
      call(options, () => {
        const known = now().models.get(digestFromCid(model))
        return known && { model, ...known }
      }),
    getModelCount: (options) => call(options, () => now().models.size),
    getModelAt: (index, options) => call(options, () => modelAt(now(), index)),
    getCredit: (account, options) =>
      call(options, () => amountOf(now().credit, account)),
    getBalance: (account, options) =>
      call(options, () => balanceOf(now(), account)),
    getEvents: (range, options) => call(options, () => events(ledger, range)),
    watch: (options) => watch(ledger, connection, options),
  }
}

function taskRecord(state: ChainState, id: TaskId): TaskRecord | undefined {
  const task = state.tasks.get(id)
  if (!task) return undefined
  const { drawn: _, ballots: __, seats: ___, ...stored } = task
  const { isAppeal: ____, appeal: _____, ...record } = stored
  // The contract keeps the output in the requester's place.
  const requester = task.state === 'decided' ? undefined : task.requester
  const output = task.output && cidFromDigest(task.output)
  return { id, ...record, requester, output }
}

function committee(ledger: Ledger, id: TaskId): CommitteeMember[] {
  const { state, number, timestamp } = headOf(ledger)
  const task = state.tasks.get(id)
  if (!task) throw new TaskUnknownError({ task: id })
  const caller = { sender: task.requester, value: 0n }
  // A view sees the block that would come next.
  const next = { number: number + 1n, timestamp: timestamp + 1 }
  const context = contextIn(ledger, next, caller, () => {})
  const seats = committeeOf(id, task, state, context)
  return seats.map((seat, member) => ({
    member,
    seat,
    signer: state.seats[seat]?.signer ?? zeroAddress,
    ballot: ballotOf(task, member, task.ballots[member]),
  }))
}

function seatRecord(state: ChainState, seat: number): SeatRecord | undefined {
  const held = state.seats[seat]
  return held && { seat, ...held, to: held.to === 0 ? undefined : held.to }
}

function seatRecordOf(
  state: ChainState,
  signer: Address,
): SeatRecord | undefined {
  const seat = seatOf(state, signer)
  return seat === undefined ? undefined : seatRecord(state, seat)
}

function modelAt(state: ChainState, index: number) {
  const found = [...state.models].at(index)
  if (found) return { model: cidFromDigest(found[0]), ...found[1] }
  const count = BigInt(state.models.size)
  throw new ModelIndexOutOfRangeError({ index: BigInt(index), count })
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
      return equalHex(event.requester, account)
    case 'credit-withdrawn':
      return equalHex(event.account, account)
    default:
      return false
  }
}

function isAbout(event: object, task: TaskId): boolean {
  return 'task' in event && event.task === task
}
