import { AichainError, type Hex } from '@aichain/base'
import type { TaskId } from '../../core/task/task.js'
import { isTaskError } from './task-error.js'
import type { TaskUpdate } from './update.js'

/** What a question has cost so far, or may have cost. */
export type Spending = {
  /**
   * `nothing`, for certain. `unknown`: the wallet was asked, and may have sent.
   * `sent`: on its way into the contract. `held` there until the task ends.
   * `refundable`: it came back, and waits there. `paid` to the nodes. `gas`: only
   * gas, because the order was not taken.
   */
  readonly state:
    | 'nothing'
    | 'unknown'
    | 'sent'
    | 'held'
    | 'refundable'
    | 'paid'
    | 'gas'
  /** Wei of the fee, or what came back of it, where it was told. */
  readonly amount: bigint | undefined
  readonly task: TaskId | undefined
  readonly transactionHash: Hex | undefined
  /** All of it in words: what, where it is, and how it comes back. */
  readonly text: string
}

type State = Omit<Spending, 'text'>

/**
 * Says what was spent, or may have been, where it is, and how it comes back.
 *
 * @param told - What `ask`, `submit` or `stream` told and threw, in order: updates
 *   and the error, or one of them. The more, the more exact.
 * @param options - `format` writes an amount of wei; by default `… wei`.
 *
 * @example
 * ```ts
 * import { describeSpending, type TaskClient, type TaskRequest, type TaskUpdate } from '@aichain/sdk'
 *
 * export async function askOrExplain(tasks: TaskClient, request: TaskRequest) {
 *   const told: unknown[] = []
 *   const onProgress = (update: TaskUpdate) => told.push(update)
 *   try {
 *     return (await tasks.ask(request, { onProgress })).text
 *   } catch (error) {
 *     return describeSpending([...told, error]).text
 *   }
 * }
 * ```
 */
export function describeSpending(
  told: TaskUpdate | readonly unknown[] | unknown,
  options: { readonly format?: ((wei: bigint) => string) | undefined } = {},
): Spending {
  const { format = (wei) => `${wei} wei` } = options
  const all: readonly unknown[] = Array.isArray(told) ? told : [told]
  const state = all.reduce<State>(after, {
    state: 'nothing',
    amount: undefined,
    task: undefined,
    transactionHash: undefined,
  })
  return { ...state, text: textOf(state, format) }
}

/** What is known after one more thing was told. */
function after(before: State, told: unknown): State {
  if (AichainError.isInstance(told)) return afterError(before, told)
  if (isUpdate(told)) return afterUpdate(before, told)
  // An abort, or a fault from elsewhere: it says nothing about money.
  const isCertain = before.state !== 'nothing' || told === undefined
  return isCertain ? before : { ...before, state: 'unknown' }
}

function isUpdate(told: unknown): told is TaskUpdate {
  return typeof told === 'object' && told !== null && 'type' in told
}

function afterUpdate(before: State, update: TaskUpdate): State {
  switch (update.type) {
    case 'awaiting-signature': {
      const { task, fee: amount } = update
      return { ...before, state: 'unknown', task, amount }
    }
    case 'transaction-sent': {
      const { task, transactionHash } = update
      return { ...before, state: 'sent', task, transactionHash }
    }
    case 'prompt-stored':
      // It is stored for a transaction that was sent, and for no other.
      return before.state === 'nothing' ? { ...before, state: 'sent' } : before
    case 'posted': {
      const { task, transactionHash, fee: amount } = update
      return { ...before, state: 'held', task, transactionHash, amount }
    }
    case 'reorganized':
      return { ...before, state: 'sent' }
    case 'committee-drawn':
    case 'vote-committed':
    case 'vote-revealed':
      return { ...before, state: 'held' }
    case 'decided':
      return { ...before, state: 'paid' }
    case 'final':
      return { ...before, state: 'paid' }
    case 'answer':
      return { ...before, state: 'paid', task: update.answer.task }
    case 'refund':
      return { ...before, state: 'refundable', amount: update.amount }
    case 'error':
      return after(before, update.error)
    default:
      return before
  }
}

const states: Readonly<Record<string, Spending['state']>> = {
  'task-unconfirmed': 'unknown',
  'prompt-not-stored': 'sent',
  'task-not-posted': 'gas',
  'task-dropped': 'gas',
  'task-refunded': 'refundable',
  'answer-failed': 'paid',
  'answer-overturned': 'paid',
  'answer-void': 'paid',
  'output-unavailable': 'paid',
  'output-invalid': 'paid',
  'output-mismatch': 'paid',
}

/**
 * An error without a task is of the time before anything was sent (see
 * `TaskClient`), or of another call, which does not undo what was seen.
 */
function afterError(before: State, error: AichainError): State {
  if (!isTaskError(error)) {
    const isSeen = before.state !== 'nothing' && before.state !== 'unknown'
    return isSeen ? before : { ...before, state: 'nothing' }
  }
  const { task } = error
  const amount = 'amount' in error ? error.amount : before.amount
  const transactionHash = error.transactionHash ?? before.transactionHash
  const known = { task, amount, transactionHash }
  return { ...known, state: stateAfter(before, error.code, transactionHash) }
}

function stateAfter(
  before: State,
  code: string,
  transactionHash: Hex | undefined,
): Spending['state'] {
  const state = states[code] ?? 'held'
  if (state === 'unknown' && transactionHash !== undefined) return 'sent'
  // What is in the contract already is not on its way there.
  return state === 'sent' && before.state === 'held' ? 'held' : state
}

function textOf(
  { state, amount }: State,
  format: (wei: bigint) => string,
): string {
  const written = amount === undefined ? undefined : format(amount)
  const fee = written === undefined ? 'The fee' : `The fee of ${written}`
  switch (state) {
    case 'nothing':
      return 'Nothing was spent.'
    case 'unknown':
      return `${fee} may have been sent: the wallet was asked, and what it did is not known. resume(task) waits for the task; ordering anew may pay twice.`
    case 'sent':
      return `${fee} is on its way into the contract. resume(task) waits for the task; ordering anew would pay twice.`
    case 'held':
      return `${fee} is in the contract until the task is decided or refunded; it is not lost. resume(task) waits for that, close(task) ends a task that is overdue.`
    case 'refundable':
      return `${written ?? 'A part'} of the fee came back, and wait in the contract. withdraw() pays them out.`
    case 'paid':
      return `${fee} was paid to the nodes, who decided the task. resume(task) shows what they agreed on.`
    case 'gas':
      return `${fee} was not taken; only gas was spent. resume(task) finds the task if it is posted after all.`
  }
}
