import type { Address } from '@aichain/base'
import { getBlockNumber, readContract } from 'viem/actions'
import { unpackCommittee } from '../../core/task/committee-word.js'
import { epochAt } from '../../core/task/lifecycle.js'
import type {
  CommitteeMember,
  TaskId,
  TaskRecord,
  Terms,
} from '../../core/task/task.js'
import type { Appeal, AppealTerms, Verdict } from '../../core/task/verdict.js'
import {
  TaskNotOpenError,
  TaskUnknownError,
  WrongCommitteeError,
} from '../../errors/contract-tasks.js'
import { chainError } from './chain-error.js'
import type { OpenConnection } from './connection.js'
import { consensusOf } from './contracts.js'
import { findDecision, findDrawn, findTerms } from './find-task-event.js'
import { termsWords } from './order-arguments.js'
import { atNextBlock, type NextBlock } from './pending-block.js'
import { readSeat } from './read-seats.js'
import { appealOf, committeeMembers, taskRecord, verdictOf } from './records.js'
import { NOBODY } from './words.js'

export async function readTask(
  { client, deployment, parameters }: OpenConnection,
  task: TaskId,
  blockNumber?: bigint,
): Promise<TaskRecord | undefined> {
  const stored = await readContract(client, {
    ...consensusOf(deployment),
    functionName: 'getTask',
    args: [task],
    ...(blockNumber !== undefined && { blockNumber }),
  })
  return taskRecord(task, stored, parameters.unit)
}

export async function readTerms(
  connection: OpenConnection,
  id: TaskId,
): Promise<Terms | undefined> {
  const task = await readTask(connection, id)
  return task && findTerms(connection, task)
}

/**
 * Members with their ballots; these and the bitmaps that explain them are read
 * at one and the same block.
 */
export async function readCommittee(
  connection: OpenConnection,
  id: TaskId,
): Promise<readonly CommitteeMember[]> {
  const { client, deployment } = connection
  const blockNumber = await getBlockNumber(client, { cacheTime: 0 })
  const [task, ballots] = await Promise.all([
    readTask(connection, id, blockNumber),
    readContract(client, {
      ...consensusOf(deployment),
      functionName: 'ballots',
      args: [id],
      blockNumber,
    }),
  ])
  if (task === undefined) throw new TaskUnknownError({ task: id })
  const { seats, signers } = await readMembers(connection, task)
  return committeeMembers(seats, signers, ballots, task)
}

type Members = {
  readonly seats: readonly number[]
  readonly signers: readonly Address[]
}

async function readMembers(
  connection: OpenConnection,
  task: TaskRecord,
): Promise<Members> {
  if (task.state === 'decided') return membersOfDecision(connection, task)
  if (task.state === 'undecided') return membersOfCourt(connection, task)
  try {
    return await atNextBlock(connection.client, (blockTag) =>
      membersOfOpen(connection, task, blockTag),
    )
  } catch (error) {
    if (!(chainError(error) instanceof TaskNotOpenError)) throw error
    const now = await readTask(connection, task.id)
    if (now === undefined) throw new TaskUnknownError({ task: task.id })
    // What ends it waits for its block: in the newest one it is open still.
    if (now.state === 'open') return membersOfOpen(connection, now, 'latest')
    // Decided in a block since: ballots told before stay true of its members.
    return readMembers(connection, now)
  }
}

/**
 * Asked of the pending block: its number is the first from which on the hash of
 * the task's block can be read, so that a task in the newest block has its
 * committee at once. It cannot change any more.
 */
async function membersOfOpen(
  connection: OpenConnection,
  task: TaskRecord,
  blockTag: NextBlock,
): Promise<Members> {
  const { client, deployment, parameters } = connection
  const terms = await findTerms(connection, task)
  if (terms === undefined) throw new TaskUnknownError({ task: task.id })
  const args = [termsWords(terms, parameters.unit)] as const
  const [, seats, signers] = await readContract(client, {
    ...consensusOf(deployment),
    functionName: 'committeeOf',
    args,
    blockTag,
  })
  return { seats, signers }
}

async function membersOfDecision(
  connection: OpenConnection,
  task: TaskRecord,
): Promise<Members> {
  const { client, deployment, memory } = connection
  for (let attempt = 1; ; attempt += 1) {
    const committee = await findDecision(connection, task)
    if (committee === undefined) throw new TaskUnknownError({ task: task.id })
    try {
      const [seats, signers] = await readContract(client, {
        ...consensusOf(deployment),
        functionName: 'membersOf',
        args: [task.id, committee],
      })
      return { seats, signers }
    } catch (error) {
      // What is remembered can be of a block that was taken back.
      const isOutdated = chainError(error) instanceof WrongCommitteeError
      if (!isOutdated || attempt > 1) throw error
      memory.forgetCommittee(task.id)
    }
  }
}

/** Of a task that ended without a decision only the court's committee is told. */
async function membersOfCourt(
  connection: OpenConnection,
  task: TaskRecord,
): Promise<Members> {
  const committee = await findDrawn(connection, task)
  if (committee === undefined)
    throw new TaskNotOpenError({ task: task.id, state: task.state })
  const seats = unpackCommittee(committee, task.committeeSize)
  const epoch = epochAt(task.addedAt, connection.parameters)
  const records = await Promise.all(
    seats.map((seat) => readSeat(connection, seat)),
  )
  const signers = records.map((seat) => {
    const { signer, formerSigner, signerSince = 0 } = seat ?? {}
    const then = epoch < signerSince ? formerSigner : signer
    return then ?? NOBODY
  })
  return { seats, signers }
}

export async function readVerdict(
  { client, deployment }: OpenConnection,
  task: TaskId,
): Promise<Verdict | undefined> {
  const stored = await readContract(client, {
    ...consensusOf(deployment),
    functionName: 'verdict',
    args: [task],
  })
  return verdictOf(stored)
}

export async function readAppeal(
  { client, deployment, parameters }: OpenConnection,
  task: TaskId,
): Promise<Appeal | undefined> {
  const stored = await readContract(client, {
    ...consensusOf(deployment),
    functionName: 'getAppeal',
    args: [task],
  })
  return appealOf(stored, parameters.unit)
}

/** As the next block would have it: an epoch may begin with it. */
export async function readAppealTerms(
  { client, deployment, parameters }: OpenConnection,
  terms: Terms,
): Promise<AppealTerms> {
  const { unit } = parameters
  const [deposit, committeeSize] = await atNextBlock(client, (blockTag) =>
    readContract(client, {
      ...consensusOf(deployment),
      functionName: 'appealTermsOf',
      args: [termsWords(terms, unit)],
      blockTag,
    }),
  )
  return { deposit: deposit * unit, committeeSize }
}

export async function readHeld(
  { client, deployment, parameters }: OpenConnection,
  task: TaskId,
): Promise<bigint> {
  const units = await readContract(client, {
    ...consensusOf(deployment),
    functionName: 'heldOf',
    args: [task],
  })
  return units * parameters.unit
}
