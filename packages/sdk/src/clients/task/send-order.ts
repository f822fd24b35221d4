import { AichainError, eitherSignal, retry } from '@aichain/base'
import { ContractError } from '../../errors/contract-error.js'
import { TaskNotPostedError, TaskUnconfirmedError } from '../../errors/task.js'
import { requireWriter, type TaskContext } from './context.js'
import { endpointLag } from './endpoint-lag.js'
import type { Payment } from './payment.js'
import {
  awaitPosting,
  findPosting,
  isMissing,
  type PostedTask,
  postedAs,
} from './posted-task.js'
import type { TaskDraft } from './task-draft.js'

/** One order on its way. */
type Sending = {
  readonly context: TaskContext
  readonly draft: TaskDraft
  readonly payment: Payment
  readonly signal: AbortSignal
  /** Called whenever `payment` has changed. */
  readonly onProgress: () => void
}

/**
 * Sends an order, once; resolves when it is in a block.
 *
 * As long as nothing was sent for certain, trouble with the chain is waited out
 * by another attempt. From the moment on that the wallet was asked, no failure
 * makes it ask again: the task is looked for instead, under the id that it has.
 *
 * Errors: those of the chain while nothing was sent; `TaskNotPostedError` when
 * the transaction failed; `TaskUnconfirmedError` when nobody knows.
 */
export async function sendOrder(sending: Sending): Promise<PostedTask> {
  const { payment, signal } = sending
  const { clock } = sending.context
  const shouldRetry = (error: unknown) =>
    payment.stage === 'nothing' && hasCode(error, 'chain-unreachable')
  try {
    return await retry(() => addOrFind(sending), { signal, clock, shouldRetry })
  } catch (error) {
    if (signal.aborted) throw error
    return lookFor(sending, error)
  }
}

/**
 * Sends the order, and looks for its task meanwhile: a wallet may send it and
 * never answer, or answer with a hash that no block will ever hold.
 */
async function addOrFind(sending: Sending): Promise<PostedTask> {
  const ended = new AbortController()
  const { signal, release } = eitherSignal(ended.signal, sending.signal)
  try {
    return await Promise.race([
      addTask(sending),
      findBeside({ ...sending, signal }),
    ])
  } finally {
    ended.abort()
    release()
  }
}

/** Between two looks for a task whose wallet has not told where it is, in milliseconds. */
const interval = 5_000

/** Only finds; what went wrong is for the sending to say. */
async function findBeside({
  context: { chain, clock },
  draft: { id },
  payment,
  signal,
}: Sending): Promise<PostedTask> {
  for (;;) {
    await clock.sleep(interval, signal)
    if (payment.stage === 'nothing') continue
    try {
      return await findPosting(chain, id, signal)
    } catch (error) {
      if (signal.aborted) throw error
    }
  }
}

async function addTask(sending: Sending): Promise<PostedTask> {
  const { context, draft, payment, signal, onProgress } = sending
  const { logger } = context
  const { id, order } = draft
  const receipt = await requireWriter(context).addTask(order, {
    signal,
    onProgress: (event) => {
      if (event.type === 'transaction-sent') {
        payment.stage = 'sent'
        payment.transactionHash = event.transactionHash
        logger.info('task sent', {
          task: id,
          transactionHash: event.transactionHash,
        })
      } else payment.stage = 'asked'
      onProgress()
    },
  })
  return postedAs(draft, receipt)
}

/** What became of an order whose sending failed. */
async function lookFor(
  { context, draft, payment, signal }: Sending,
  error: unknown,
): Promise<PostedTask> {
  const { id: task } = draft
  const isThere = hasCode(error, 'task-exists')
  // An earlier attempt, of this process or of another, is on its way.
  if (isThere && payment.stage === 'nothing') payment.stage = 'asked'
  if (!isThere && isUnsent(error, payment)) throw error
  const hasFailed = !isThere && isFinal(error)
  const patience = hasFailed ? endpointLag : context.patience.inclusion
  try {
    return await awaitPosting(context, task, patience, signal)
  } catch (failure) {
    if (signal.aborted) throw failure
    const { transactionHash } = payment
    const of = { task, transactionHash, cause: error }
    if (!hasFailed || !isMissing(failure)) throw new TaskUnconfirmedError(of)
    if (transactionHash !== undefined) throw new TaskNotPostedError(of)
    payment.stage = 'nothing'
    throw error
  }
}

/** Refusals of a wallet: what it refused it did not send. */
const refusals = new Set([
  'transaction-rejected',
  'wallet-busy',
  'wallet-missing',
  'wallet-unauthorized',
  'wallet-unsupported',
  'wrong-chain',
])

/** Whether a failure means that nothing was sent, for certain. */
export function isUnsent(error: unknown, payment: Payment): boolean {
  if (payment.stage === 'nothing') return true
  const isRefusal = AichainError.isInstance(error) && refusals.has(error.code)
  return isRefusal && payment.transactionHash === undefined
}

/** Ends of a transaction that no waiting changes. */
const ends = new Set([
  'call-reverted',
  'insufficient-funds',
  'transaction-replaced',
  'transaction-reverted',
])

function isFinal(error: unknown): boolean {
  if (error instanceof ContractError) return true
  return AichainError.isInstance(error) && ends.has(error.code)
}

function hasCode(error: unknown, code: string): boolean {
  return AichainError.isInstance(error) && error.code === code
}
