import type { CallOptions, Clock, Logger } from '@aichain/base'
import {
  InvalidArgumentError,
  silentLogger,
  systemClock,
  withTimeout,
} from '@aichain/base'
import type { Message } from '@aichain/inference'
import type { TaskId } from '../core/task/task.js'
import type {
  Chain,
  ChainReader,
  TransactionProgress,
  TransactionReceipt,
} from '../ports/chain.js'
import type { CountTokens } from '../ports/prompt-counter.js'
import {
  checkAccount,
  checkCall,
  checkParts,
  checkTaskId,
} from './reader/check-argument.js'
import { type AnswerStream, createAnswerStream } from './task/answer-stream.js'
import { checkRequest } from './task/check-request.js'
import { type ClosedTask, closeTask } from './task/close-task.js'
import {
  requireWriter,
  type TaskContent,
  type TaskContext,
  writerIn,
} from './task/context.js'
import { createHandle, type TaskHandle } from './task/handle.js'
import { findPending, type PendingTask } from './task/pending-tasks.js'
import { postTask } from './task/posting.js'
import { type Quote, type QuoteRequest, readQuote } from './task/quote.js'
import type { TaskRequest } from './task/request.js'
import { type ResumeOptions, resumeTask } from './task/resume-task.js'
import { runTask } from './task/run-task.js'
import { stampWith } from './task/stamp.js'
import { openCall } from './task/task-call.js'
import { patienceOf, type TaskPatience } from './task/task-patience.js'
import type { Answer, TaskUpdate } from './task/update.js'

/** What a {@link TaskClient} works with. */
export type TaskClientOptions = {
  /** A chain that can only be read will do for quotes, and to follow tasks. */
  readonly chain: ChainReader | Chain
  /**
   * Where prompts are stored, and answers fetched. Only `get` is needed to follow
   * tasks, `put` to ask, `cat` for `countTokens`; a page need not be able to
   * store folders.
   */
  readonly content: TaskContent
  /**
   * Counts prompts before they are paid for: `promptCounter` of
   * `@aichain/inference/tokens`. Without it a prompt is refused unless it fits
   * however many tokens it has, one a byte at worst.
   */
  readonly countTokens?: CountTokens | undefined
  readonly clock?: Clock | undefined
  readonly logger?: Logger | undefined
  /** How long to wait for others, in milliseconds. */
  readonly patience?: Partial<TaskPatience> | undefined
}

/**
 * Asks questions and gets the answers that committees of nodes agree on.
 *
 * Holds nothing that must be closed, and any number of tasks may be under way
 * at once. A task lives on-chain, not in the client: whatever happens to this
 * process, {@link TaskClient.resume} goes on with it.
 *
 * No call pays twice for one task. Every error that comes after a task may have
 * been paid for carries the `task`, and is not retryable: what can be repeated
 * is `resume`, or the same request with the same `idempotencyKey`.
 *
 * @example
 * ```ts
 * import { type Chain, type Cid, type ContentStore, TaskClient } from '@aichain/sdk'
 *
 * export async function askOnce(chain: Chain, content: ContentStore, model: Cid) {
 *   const tasks = new TaskClient({ chain, content })
 *   const { text, receipt } = await tasks.ask({
 *     model,
 *     messages: [{ role: 'user', content: 'What is the capital of France?' }],
 *   })
 *   console.log(text, receipt.members.map(({ vote }) => vote))
 * }
 * ```
 */
export class TaskClient {
  readonly #context: TaskContext

  /**
   * @throws InvalidArgumentError - No chain or no content store, an option that
   *   does not exist, `countTokens` without a store that can `cat`.
   */
  constructor(options: TaskClientOptions) {
    const other = ['countTokens', 'clock', 'logger', 'patience']
    checkParts(options, ['chain', 'content'], other)
    const { chain, content, countTokens } = options
    const { clock = systemClock, logger = silentLogger } = options
    if (countTokens && !content.cat) {
      throw new InvalidArgumentError({
        argument: 'content',
        expected: 'a content store that can `cat`, to read the tokenizer',
        actual: 'one that cannot',
      })
    }
    const patience = patienceOf(options.patience)
    const known = {
      parameters: undefined,
      manifests: new Map(),
      counters: new Map(),
    }
    const writer = writerIn(chain)
    const parts = { chain, writer, content, countTokens }
    const memory = { known, chosen: new Map() }
    this.#context = { ...parts, clock, logger, patience, ...memory }
  }

  /**
   * Posts a task and stores its prompt; resolves once it is in a block, and
   * nodes can fetch the prompt.
   *
   * Before anything is stored or spent it checks the request, the model, the
   * room in its context, who serves it at what price, the fee and the balance.
   * `onProgress` tells
   * `awaiting-signature`, with the id that the task will have,
   * `transaction-sent`, `prompt-stored` and `posted`.
   *
   * Errors before anything is sent: `InvalidArgumentError`,
   * `PromptInvalidError`, `PromptTooLargeError`, `PromptTooLongError`,
   * `IdempotencyKeyReusedError`, `ModelNotFoundError`, `ManifestInvalidError`,
   * `ModelNotServedError`, `NotEnoughPlacesError`, `ShareTooLowError`,
   * `ShareTooHighError`, `NotWholeUnitsError`, `SeedRefusedError`,
   * `TipWithoutRoundError`, `InsufficientFundsError`, `WalletMissingError`,
   * `TransactionRejectedError`, those of the chain and of the content store.
   * Afterwards:
   * `TaskUnconfirmedError`, `TaskNotPostedError`, `PromptNotStoredError`,
   * `AnswerTimeoutError`, `TaskInterruptedError`.
   *
   * @example
   * ```ts
   * import type { Cid, TaskClient } from '@aichain/sdk'
   *
   * export async function watchTask(tasks: TaskClient, model: Cid) {
   *   const messages = [{ role: 'user', content: 'Hello!' }] as const
   *   const task = await tasks.submit({ model, messages })
   *   for await (const update of task.updates()) console.log(update.type)
   * }
   * ```
   */
  async submit<
    const TMessages extends readonly Message[],
    const TSize extends number = number,
  >(
    request: TaskRequest<TMessages, TSize>,
    options: CallOptions<TaskUpdate> = {},
  ): Promise<TaskHandle> {
    const context = this.#context
    checkCall(options)
    const checked = checkRequest(request)
    const { onProgress } = options
    const stamp = stampWith(context)
    const call = openCall(context, 'Posting the task', options)
    try {
      call.signal.throwIfAborted()
      const posted = await postTask(context, checked, call, (step) =>
        onProgress?.(stamp(step)),
      )
      return createHandle(context, { ...posted, isStored: true })
    } finally {
      call.release()
    }
  }

  /**
   * {@link TaskClient.submit}, then waits for the answer. `timeout` is for all
   * of it, and `onProgress` tells every step.
   *
   * Errors: those of `submit` and of `TaskHandle.answer`.
   *
   * @example
   * ```ts
   * import type { Cid, TaskClient } from '@aichain/sdk'
   *
   * export async function capital(tasks: TaskClient, model: Cid): Promise<string> {
   *   const messages = [{ role: 'user', content: 'The capital of France?' }] as const
   *   const request = { model, messages, committeeSize: 7, idempotencyKey: 'france' }
   *   return (await tasks.ask(request, { timeout: 60_000 })).text
   * }
   * ```
   */
  async ask<
    const TMessages extends readonly Message[],
    const TSize extends number = number,
  >(
    request: TaskRequest<TMessages, TSize>,
    options: CallOptions<TaskUpdate> = {},
  ): Promise<Answer> {
    const context = this.#context
    checkCall(options)
    const checked = checkRequest(request)
    const call = openCall(context, 'Asking', options)
    try {
      call.signal.throwIfAborted()
      return await runTask(context, checked, call, (update) =>
        options.onProgress?.(update),
      )
    } finally {
      call.release()
    }
  }

  /**
   * {@link TaskClient.ask} as a loop: every step as it happens, and the answer
   * as a promise. Nothing begins before somebody listens. Leaving the loop
   * stops the work unless `answer` was asked for; what was sent stays sent.
   *
   * Throws what `ask` says of a request that cannot be; everything else ends a
   * loop as the update `error`, and rejects `answer` as it rejects `ask`.
   *
   * @example
   * ```ts
   * import type { Cid, TaskClient } from '@aichain/sdk'
   *
   * export async function show(tasks: TaskClient, model: Cid) {
   *   const messages = [{ role: 'user', content: 'Hello!' }] as const
   *   const stream = tasks.stream({ model, messages })
   *   for await (const update of stream) console.log(update.type)
   *   return (await stream.answer).text
   * }
   * ```
   */
  stream<
    const TMessages extends readonly Message[],
    const TSize extends number = number,
  >(
    request: TaskRequest<TMessages, TSize>,
    options: Omit<CallOptions, 'onProgress'> = {},
  ): AnswerStream {
    checkCall(options)
    return createAnswerStream(this.#context, checkRequest(request), options)
  }

  /**
   * The handle of a task that was sent already, by anybody at any time: after
   * a reload, a crash, or on another machine. One whose transaction is still on
   * its way is waited for, up to `timeout` or the client's patience. With
   * `messages` its prompt is stored again.
   *
   * Errors: `InvalidArgumentError`, `TaskNotFoundError`, those of the chain;
   * with `messages` also those of a prompt, and `PromptNotStoredError`.
   *
   * @example
   * ```ts
   * import type { TaskClient, TaskId } from '@aichain/sdk'
   *
   * export async function afterReload(tasks: TaskClient, id: TaskId) {
   *   const task = await tasks.resume(id)
   *   return task.answer()
   * }
   * ```
   */
  async resume(task: TaskId, options: ResumeOptions = {}): Promise<TaskHandle> {
    const context = this.#context
    checkTaskId(task)
    checkCall(options, ['messages', 'maxNewTokens'])
    return createHandle(context, await resumeTask(context, task, options))
  }

  /**
   * The tasks of an account whose fee is still in the contract: those that are
   * open, and those whose refund was not withdrawn. Newest first, read from the
   * chain alone, so that nothing need be remembered.
   *
   * Errors: `InvalidArgumentError`, `WalletMissingError` without an account,
   * those of the chain.
   *
   * @param account - Default: the wallet's.
   * @param options - `fromBlock`: where to begin to look; default the
   *   deployment's first block.
   *
   * @example
   * ```ts
   * import type { TaskClient } from '@aichain/sdk'
   *
   * export async function tidy(tasks: TaskClient) {
   *   for (const { task, state } of await tasks.pending())
   *     if (state !== 'open') await tasks.close(task)
   * }
   * ```
   */
  async pending(
    account?: `0x${string}`,
    options: Omit<CallOptions, 'onProgress'> & {
      readonly fromBlock?: bigint | undefined
    } = {},
  ): Promise<readonly PendingTask[]> {
    const context = this.#context
    checkCall(options, ['fromBlock'])
    const { fromBlock, ...call } = options
    const whose = account ?? requireWriter(context).account
    checkAccount(whose)
    const { clock } = context
    const operation = 'Looking for open tasks'
    return withTimeout({ ...call, clock, operation }, (signal) =>
      findPending(context, whose, fromBlock, signal),
    )
  }

  /**
   * Closes a task that no quorum has answered in time: the fee goes back, less
   * what is kept where members worked. Cancels it at once where no committee can
   * ever be drawn. Then withdraws what the contract owes to this account.
   *
   * Errors: `InvalidArgumentError`, `TaskNotFoundError`, `TaskNotClosableError`,
   * `WalletMissingError`, those of the chain.
   *
   * @example
   * ```ts
   * import type { TaskClient, TaskId } from '@aichain/sdk'
   *
   * export async function giveUp(tasks: TaskClient, id: TaskId): Promise<string> {
   *   const { state, withdrawn } = await tasks.close(id)
   *   return `${state}; ${withdrawn} wei are back`
   * }
   * ```
   */
  async close(
    task: TaskId,
    options: Omit<CallOptions, 'onProgress'> = {},
  ): Promise<ClosedTask> {
    const context = this.#context
    checkTaskId(task)
    checkCall(options)
    const { clock } = context
    const call = { ...options, clock, operation: 'Closing the task' }
    return withTimeout(call, (signal) => closeTask(context, task, signal))
  }

  /**
   * What an answer of a model costs, how many places a fee reaches, how sure the
   * answer is with these, and how long it can take; with messages also how full
   * they make the model's context. docs/economics.md says what the probabilities
   * mean for the choice of a committee's size.
   *
   * Errors: `InvalidArgumentError`, `PromptInvalidError`, `ModelNotFoundError`,
   * `ManifestInvalidError`, `ModelNotServedError`, `NotEnoughPlacesError`,
   * `ShareTooLowError`, `ShareTooHighError`, `NotWholeUnitsError`,
   * `SeedRefusedError`, `TipWithoutRoundError`, those of the chain and of the
   * content store.
   *
   * @example
   * ```ts
   * import type { Cid, TaskClient } from '@aichain/sdk'
   *
   * export async function explain(tasks: TaskClient, model: Cid): Promise<string> {
   *   const { fee, places, quorumProbability } = await tasks.quote({ model })
   *   const percent = 100 * quorumProbability
   *   return `${fee} wei reach ${places} places; honest ones decide in ${percent} %`
   * }
   * ```
   */
  async quote(
    request: QuoteRequest,
    options: Omit<CallOptions, 'onProgress'> = {},
  ): Promise<Quote> {
    const context = this.#context
    checkCall(options)
    const call = { ...options, clock: context.clock, operation: 'Quoting' }
    return withTimeout(call, (signal) => readQuote(context, request, signal))
  }

  /**
   * Takes this account's credit out of the contract: the fees of undecided
   * tasks, and whatever else it is owed.
   *
   * Errors: `NothingToWithdrawError`, `WalletMissingError`, those of the chain.
   *
   * @example
   * ```ts
   * import type { TaskClient } from '@aichain/sdk'
   *
   * export async function refund(tasks: TaskClient): Promise<void> {
   *   const { transactionHash } = await tasks.withdraw()
   *   console.log(`refunded in ${transactionHash}`)
   * }
   * ```
   */
  async withdraw(
    options: CallOptions<TransactionProgress> = {},
  ): Promise<TransactionReceipt> {
    checkCall(options)
    const writer = requireWriter(this.#context)
    const { clock } = this.#context
    const { signal, timeout, onProgress } = options
    const call = { signal, timeout, clock, operation: 'Withdrawing' }
    return withTimeout(call, (inner) =>
      writer.withdraw({ signal: inner, onProgress }),
    )
  }
}
