import type { CallOptions, Clock, Logger } from '@aichain/base'
import { silentLogger, systemClock, withTimeout } from '@aichain/base'
import type { TaskId } from '../core/task/task.js'
import type {
  Chain,
  TransactionProgress,
  TransactionReceipt,
} from '../ports/chain.js'
import type { ContentStore } from '../ports/content-store.js'
import { checkTaskId } from './reader/check-argument.js'
import type { TaskContext } from './task/context.js'
import { answerPosted, createHandle, type TaskHandle } from './task/handle.js'
import { findPosting, type PostedTask } from './task/posted-task.js'
import { postTask } from './task/posting.js'
import { type Quote, type QuoteRequest, readQuote } from './task/quote.js'
import { checkRequest, type TaskRequest } from './task/request.js'
import { defaultPatience, type TaskPatience } from './task/task-patience.js'
import type { Answer, TaskUpdate } from './task/update.js'

/** What a {@link TaskClient} works with. */
export type TaskClientOptions = {
  readonly chain: Chain
  /** Only `get` and `put` are used: a page need not be able to store folders. */
  readonly content: Pick<ContentStore, 'get' | 'put'>
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
 * @example
 * ```ts
 * import { type Chain, type Cid, type ContentStore, TaskClient } from '@aichain/sdk'
 *
 * export async function askOnce(chain: Chain, content: ContentStore, model: Cid) {
 *   const tasks = new TaskClient({ chain, content })
 *   const { text, receipt } = await tasks.ask({
 *     model,
 *     messages: [{ role: 'user', content: 'What is the capital of France?' }],
 *     fee: 10n ** 15n,
 *   })
 *   console.log(text, receipt.members.map(({ vote }) => vote))
 * }
 * ```
 */
export class TaskClient {
  readonly #context: TaskContext

  constructor(options: TaskClientOptions) {
    const { chain, content } = options
    const { clock = systemClock, logger = silentLogger } = options
    const patience = { ...defaultPatience, ...options.patience }
    const known = { parameters: undefined, manifests: new Map() }
    this.#context = { chain, content, clock, logger, patience, known }
  }

  /**
   * Stores the prompt and posts the task; resolves once it is in a block.
   *
   * Before anything is stored or spent it checks the request, the model, the
   * fee and the balance. `onProgress` tells `prompt-stored`, with the id that
   * the task will have, and `posted`.
   *
   * Errors: `InvalidArgumentError`, `PromptInvalidError`,
   * `PromptTooLargeError`, `ModelNotFoundError`, `ManifestInvalidError`,
   * `FeeTooLowError`, `FeeTooHighError`, `InsufficientFundsError`,
   * `NotEnoughSeatsError`, those of the chain and of the content store.
   *
   * @example
   * ```ts
   * import type { Cid, TaskClient } from '@aichain/sdk'
   *
   * export async function watchTask(tasks: TaskClient, model: Cid) {
   *   const messages = [{ role: 'user', content: 'Hello!' }] as const
   *   const task = await tasks.submit({ model, messages, fee: 10n ** 15n })
   *   for await (const update of task.updates()) console.log(update.type)
   * }
   * ```
   */
  async submit(
    request: TaskRequest,
    options: CallOptions<TaskUpdate> = {},
  ): Promise<TaskHandle> {
    return createHandle(this.#context, await this.#post(request, options))
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
   *   const request = { model, messages, fee: 10n ** 15n, committeeSize: 7 }
   *   return (await tasks.ask(request, { timeout: 60_000 })).text
   * }
   * ```
   */
  async ask(
    request: TaskRequest,
    options: CallOptions<TaskUpdate> = {},
  ): Promise<Answer> {
    const { clock } = this.#context
    const start = clock.now()
    const task = await this.#post(request, options)
    const { timeout } = options
    const left = timeout && Math.max(0, timeout - (clock.now() - start))
    return answerPosted(this.#context, task, { ...options, timeout: left })
  }

  /**
   * The handle of a task that is on-chain already, posted by whomever and
   * whenever: after a reload, a crash, or on another machine.
   *
   * Errors: `InvalidArgumentError`, `TaskNotFoundError`, those of the chain.
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
  async resume(task: TaskId, options: CallOptions = {}): Promise<TaskHandle> {
    const context = this.#context
    const { chain, clock } = context
    const call = { ...options, clock, operation: 'Resuming the task' }
    checkTaskId(task)
    const posted = await withTimeout(call, (signal) =>
      findPosting(chain, task, signal),
    )
    return createHandle(context, posted)
  }

  /**
   * What an answer costs, how sure it is with the seats there are now, and how
   * long it can take. docs/economics.md says what the probabilities mean for the
   * choice of a committee's size.
   *
   * Errors: `InvalidArgumentError`, `NotEnoughSeatsError`, those of the chain.
   *
   * @example
   * ```ts
   * import type { TaskClient } from '@aichain/sdk'
   *
   * export async function explain(tasks: TaskClient): Promise<string> {
   *   const quote = await tasks.quote({ committeeSize: 7, adversaryShare: 0.1 })
   *   const percent = 100 * quote.quorumProbability
   *   return `${quote.minimumFee} wei; an honest quorum in ${percent} % of all draws`
   * }
   * ```
   */
  async quote(
    request: QuoteRequest = {},
    options: CallOptions = {},
  ): Promise<Quote> {
    const context = this.#context
    const call = { ...options, clock: context.clock, operation: 'Quoting' }
    return withTimeout(call, (signal) => readQuote(context, request, signal))
  }

  /**
   * Takes the fees of undecided tasks out of the contract, all at once.
   *
   * Errors: `NothingToWithdrawError`, those of the chain.
   *
   * @example
   * ```ts
   * import type { TaskClient } from '@aichain/sdk'
   *
   * export async function refund(tasks: TaskClient): Promise<void> {
   *   const { hash } = await tasks.withdraw()
   *   console.log(`refunded in ${hash}`)
   * }
   * ```
   */
  async withdraw(
    options: CallOptions<TransactionProgress> = {},
  ): Promise<TransactionReceipt> {
    const { chain, clock } = this.#context
    const { signal, timeout, onProgress } = options
    const call = { signal, timeout, clock, operation: 'Withdrawing' }
    return withTimeout(call, (inner) =>
      chain.withdraw({ signal: inner, onProgress }),
    )
  }

  async #post(
    request: TaskRequest,
    options: CallOptions<TaskUpdate>,
  ): Promise<PostedTask> {
    const context = this.#context
    const { clock } = context
    const checked = checkRequest(request)
    const { signal, timeout, onProgress } = options
    const call = { signal, timeout, clock, operation: 'Posting the task' }
    return withTimeout(call, (inner) =>
      postTask(context, checked, inner, (step) =>
        onProgress?.({ at: clock.now(), ...step }),
      ),
    )
  }
}
