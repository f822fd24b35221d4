import type { CallOptions } from '@aichain/base'
import {
  type Cid,
  callSignal,
  mapLimited,
  raceSignal,
  withTimeout,
} from '@aichain/base'
import {
  ManifestInvalidError,
  type ModelManifest,
  parseManifest,
} from '@aichain/inference'
import type { IndexAt } from '../core/index/index-text.js'
import type { Receipt } from '../core/receipt/receipt.js'
import type { ListRecord } from '../core/task/list.js'
import type { ProtocolParameters } from '../core/task/parameters.js'
import type { CommitteeMember, SeatRecord, TaskId } from '../core/task/task.js'
import type { Verdict } from '../core/task/verdict.js'
import { ModelNotFoundError } from '../errors/model.js'
import { TaskNotFoundError } from '../errors/task.js'
import type { Chain, ChainReader, ChainUpdate } from '../ports/chain.js'
import type { ContentReader } from '../ports/content-store.js'
import {
  checkBlock,
  checkCall,
  checkModel,
  checkParts,
  checkSeat,
  checkTaskId,
  refuseOtherKeys,
} from './reader/check-argument.js'
import type {
  ModelDetails,
  ModelFacts,
  Payout,
  PlaceFacts,
  Slash,
  TaskFacts,
  VoteFacts,
} from './reader/facts.js'
import { readHistory, readVerdict, type TaskHistory } from './reader/history.js'
import type { IndexStore } from './reader/index-store.js'
import { indexedTask, indexedTasks } from './reader/indexed-tasks.js'
import { type KeptIndex, keepIndex } from './reader/keep-index.js'
import { firstBlock, listTasks, type TaskRange } from './reader/list-tasks.js'
import {
  indexedLists,
  indexedPlaces,
  readPlaces,
} from './reader/place-facts.js'
import { receiptOf } from './reader/receipt.js'
import {
  payoutFacts,
  slashFacts,
  taskFacts,
  voteFacts,
} from './reader/task-facts.js'

/** What a {@link ConsensusReader} works with. */
export type ConsensusReaderOptions = {
  readonly chain: ChainReader | Chain
  /** For the manifests of models; without it they are left out. */
  readonly content?: Pick<ContentReader, 'get'> | undefined
  /**
   * Lets the reader keep an index of all events, and answer from it: worth it
   * where history is long, or much is asked. `{}` keeps it for as long as the
   * reader lives; a store, from run to run.
   */
  readonly index?: IndexStore | undefined
}

/** Requests under way at once when a list is read. */
const concurrency = 8

/**
 * Shows what the network does and did: tasks, verdicts, committees, votes,
 * payouts, slashes, seats, models and their places, with the transactions behind them. Needs no wallet.
 *
 * All amounts are in wei, all times in seconds since the epoch.
 *
 * @example
 * ```ts
 * import { type ChainReader, ConsensusReader } from '@aichain/sdk'
 *
 * export async function showLatest(chain: ChainReader): Promise<void> {
 *   const reader = new ConsensusReader({ chain })
 *   for await (const { id, state } of reader.tasks()) {
 *     const votes = await reader.votes(id)
 *     console.log(id, state, votes.map(({ seat, vote }) => `${seat}: ${vote}`))
 *     break
 *   }
 * }
 * ```
 */
export class ConsensusReader {
  readonly #chain: ChainReader
  readonly #content: Pick<ContentReader, 'get'> | undefined
  readonly #index: KeptIndex
  readonly #answersFromIndex: boolean

  /** Errors: `InvalidArgumentError`. */
  constructor(options: ConsensusReaderOptions) {
    checkParts(options, ['chain'], ['content', 'index'])
    const { chain, content, index } = options
    this.#chain = chain
    this.#content = content
    this.#index = keepIndex(chain, index ?? {})
    this.#answersFromIndex = index !== undefined
  }

  /**
   * A task. Errors: `TaskNotFoundError`, those of the chain.
   *
   * @example
   * ```ts
   * import type { ConsensusReader, TaskId } from '@aichain/sdk'
   *
   * export async function stateOf(reader: ConsensusReader, id: TaskId) {
   *   const { state, model, prompt, fee } = await reader.task(id)
   *   return `${state}: ${prompt} of ${model} for ${fee} wei`
   * }
   * ```
   */
  task(id: TaskId, options: CallOptions = {}): Promise<TaskFacts> {
    if (!this.#answersFromIndex)
      return this.#history(id, options, (history) =>
        taskFacts(history.record, history.added, history),
      )
    return this.#call(options, 'Reading a task', async (signal) => {
      checkTaskId(id)
      const facts = indexedTask(await this.#index(signal), id)
      if (!facts) throw new TaskNotFoundError({ task: id })
      return facts
    })
  }

  /**
   * What consumers are told of a task: how many members gave the output, and
   * whether it can still change. Reads no events.
   *
   * Errors: `TaskNotFoundError`, those of the chain.
   *
   * @example
   * ```ts
   * import type { ConsensusReader, TaskId } from '@aichain/sdk'
   *
   * export async function isSettled(reader: ConsensusReader, id: TaskId) {
   *   const { isFinal, overturned } = await reader.verdict(id)
   *   return isFinal && !overturned
   * }
   * ```
   */
  verdict(id: TaskId, options: CallOptions = {}): Promise<Verdict> {
    return this.#call(options, 'Reading a verdict', (signal) => {
      checkTaskId(id)
      return readVerdict(this.#chain, id, signal)
    })
  }

  /**
   * Tasks, newest first, read page by page of blocks as they are asked for.
   *
   * Errors: `InvalidArgumentError`, those of the chain.
   *
   * @example
   * ```ts
   * import type { ConsensusReader } from '@aichain/sdk'
   *
   * export async function lastTen(reader: ConsensusReader): Promise<string[]> {
   *   const ids: string[] = []
   *   for await (const { id } of reader.tasks()) {
   *     if (ids.push(id) === 10) break
   *   }
   *   return ids
   * }
   * ```
   */
  async *tasks(
    range: TaskRange = {},
    options: CallOptions = {},
  ): AsyncGenerator<TaskFacts> {
    checkCall(options)
    const call = { ...options, operation: 'Listing tasks' }
    const { signal, release } = callSignal(call)
    try {
      signal.throwIfAborted()
      if (this.#answersFromIndex) {
        const { fromBlock } = this.#chain.deployment
        const at = await raceSignal(this.#index(signal), signal)
        yield* indexedTasks(at, fromBlock, range)
      } else yield* listTasks(this.#chain, range, signal)
    } finally {
      release()
    }
  }

  /**
   * The members of a task's committee, in order, with their ballots; empty
   * while the committee is not known yet, or if it never was.
   *
   * Errors: `TaskNotFoundError`, those of the chain.
   *
   * @example
   * ```ts
   * import type { ConsensusReader, TaskId } from '@aichain/sdk'
   *
   * export async function signers(reader: ConsensusReader, id: TaskId) {
   *   return (await reader.committee(id)).map(({ signer }) => signer)
   * }
   * ```
   */
  committee(
    id: TaskId,
    options: CallOptions = {},
  ): Promise<readonly CommitteeMember[]> {
    return this.#history(id, options, ({ members }) => members)
  }

  /**
   * Who voted what, in which transactions.
   *
   * Errors: `TaskNotFoundError`, those of the chain.
   *
   * @example
   * ```ts
   * import type { ConsensusReader, TaskId } from '@aichain/sdk'
   *
   * export async function agreeing(reader: ConsensusReader, id: TaskId) {
   *   const votes = await reader.votes(id)
   *   return votes.filter(({ vote }) => vote === 'agreed').length
   * }
   * ```
   */
  votes(id: TaskId, options: CallOptions = {}): Promise<readonly VoteFacts[]> {
    return this.#history(id, options, voteFacts)
  }

  /**
   * What each winner of a task earned; empty unless it is decided.
   *
   * Errors: `TaskNotFoundError`, those of the chain.
   *
   * @example
   * ```ts
   * import type { ConsensusReader, TaskId } from '@aichain/sdk'
   *
   * export async function paid(reader: ConsensusReader, id: TaskId) {
   *   const payouts = await reader.payouts(id)
   *   return payouts.reduce((sum, { amount }) => sum + amount, 0n)
   * }
   * ```
   */
  payouts(id: TaskId, options: CallOptions = {}): Promise<readonly Payout[]> {
    return this.#history(id, options, payoutFacts)
  }

  /**
   * What each seat lost by a task, and why.
   *
   * Errors: `TaskNotFoundError`, those of the chain.
   *
   * @example
   * ```ts
   * import type { ConsensusReader, TaskId } from '@aichain/sdk'
   *
   * export async function explain(reader: ConsensusReader, id: TaskId) {
   *   for (const { seat, amount, vote, output, agreed } of await reader.slashes(id))
   *     console.log(`${seat} lost ${amount} wei: ${vote}, ${output} for ${agreed}`)
   * }
   * ```
   */
  slashes(id: TaskId, options: CallOptions = {}): Promise<readonly Slash[]> {
    return this.#history(id, options, slashFacts)
  }

  /**
   * The receipt of a decided task: everything above as plain JSON, which
   * `verifyReceipt` of `@aichain/sdk/core` checks offline.
   *
   * Errors: `TaskNotFoundError`, `TaskNotDecidedError`, `SeedExpiredError` if the
   * task was settled with all votes, nobody called `draw`, and the chain no longer
   * serves the hash of its block; those of the chain.
   *
   * @example
   * ```ts
   * import type { ConsensusReader, TaskId } from '@aichain/sdk'
   *
   * export async function proof(reader: ConsensusReader, id: TaskId) {
   *   return JSON.stringify(await reader.receipt(id))
   * }
   * ```
   */
  async receipt(id: TaskId, options: CallOptions = {}): Promise<Receipt> {
    const parameters = await this.parameters(options)
    return this.#history(id, options, (history) =>
      receiptOf(history, this.#chain.deployment, parameters),
    )
  }

  /**
   * Every seat that is taken, also those that are leaving.
   *
   * @example
   * ```ts
   * import type { ConsensusReader } from '@aichain/sdk'
   *
   * export async function staked(reader: ConsensusReader): Promise<bigint> {
   *   const seats = await reader.seats()
   *   return seats.reduce((sum, { balance }) => sum + balance, 0n)
   * }
   * ```
   */
  seats(options: CallOptions = {}): Promise<readonly SeatRecord[]> {
    return this.#call(options, 'Reading the seats', async (signal) => {
      if (this.#answersFromIndex) {
        const { index } = await this.#index(signal)
        return [...index.seats.values()].sort((a, b) => a.seat - b.seat)
      }
      const count = await this.#chain.getSeatCount({ signal })
      const seats = await mapLimited(
        [...Array(count).keys()],
        concurrency,
        (n) => this.#chain.getSeat(n, { signal }),
      )
      return seats.filter((seat) => seat !== undefined)
    })
  }

  /**
   * A seat; `undefined` if nobody holds it.
   *
   * Errors: `InvalidArgumentError`, those of the chain.
   *
   * @example
   * ```ts
   * import type { ConsensusReader } from '@aichain/sdk'
   *
   * export async function rewards(reader: ConsensusReader, seat: number) {
   *   const { bond } = await reader.parameters()
   *   const balance = (await reader.seat(seat))?.balance ?? bond
   *   return balance > bond ? balance - bond : 0n
   * }
   * ```
   */
  seat(
    seat: number,
    options: CallOptions = {},
  ): Promise<SeatRecord | undefined> {
    return this.#call(options, 'Reading a seat', async (signal) => {
      checkSeat(seat)
      return this.#chain.getSeat(seat, { signal })
    })
  }

  /**
   * The seats that serve a model and what they ask, list by list and class by
   * class: those that a task of this epoch is drawn from.
   *
   * Errors: `InvalidArgumentError`, those of the chain.
   *
   * @param options - `next`: those of the next epoch instead, as far as they
   *   are known.
   *
   * @example
   * ```ts
   * import type { Cid, ConsensusReader } from '@aichain/sdk'
   *
   * export async function reached(reader: ConsensusReader, model: Cid, share: bigint) {
   *   const places = await reader.places(model)
   *   return places.filter(({ price }) => price <= share).length
   * }
   * ```
   */
  places(
    model: Cid,
    options: CallOptions & { readonly next?: boolean | undefined } = {},
  ): Promise<readonly PlaceFacts[]> {
    const { next = false, ...call } = options
    return this.#call(call, 'Reading the places of a model', async (signal) => {
      checkModel(model)
      return this.#answersFromIndex
        ? indexedPlaces(await this.#index(signal), model, next)
        : readPlaces(this.#chain, model, next, signal)
    })
  }

  /**
   * The lists of a model, in the order in which they opened: one for each author
   * that somebody named, with its places by price class and what entering costs.
   *
   * Errors: `InvalidArgumentError`, those of the chain.
   *
   * @example
   * ```ts
   * import type { Cid, ConsensusReader } from '@aichain/sdk'
   *
   * export async function entrance(reader: ConsensusReader, model: Cid) {
   *   return (await reader.lists(model)).map(({ open, entranceFee }) => ({ open, entranceFee }))
   * }
   * ```
   */
  lists(model: Cid, options: CallOptions = {}): Promise<readonly ListRecord[]> {
    return this.#call(
      options,
      'Reading the lists of a model',
      async (signal) => {
        checkModel(model)
        return this.#answersFromIndex
          ? indexedLists(await this.#index(signal), model)
          : this.#chain.getLists(model, { signal })
      },
    )
  }

  /**
   * Every registered model, in order of registration.
   *
   * @example
   * ```ts
   * import type { ConsensusReader } from '@aichain/sdk'
   *
   * export async function newestModel(reader: ConsensusReader) {
   *   return (await reader.models()).at(-1)?.model
   * }
   * ```
   */
  models(options: CallOptions = {}): Promise<readonly ModelFacts[]> {
    return this.#call(options, 'Reading the models', async (signal) => {
      if (this.#answersFromIndex)
        return (await this.#index(signal)).index.models
      const count = await this.#chain.getModelCount({ signal })
      return mapLimited([...Array(count).keys()], concurrency, (n) =>
        this.#chain.getModelAt(n, { signal }),
      )
    })
  }

  /**
   * A model, with its manifest if this reader has a content store.
   *
   * Errors: `ModelNotFoundError`, `ManifestInvalidError`, those of the chain
   * and of the content store.
   *
   * @example
   * ```ts
   * import type { Cid, ConsensusReader } from '@aichain/sdk'
   *
   * export async function nameOf(reader: ConsensusReader, model: Cid) {
   *   return (await reader.model(model)).manifest?.name ?? model
   * }
   * ```
   */
  model(model: Cid, options: CallOptions = {}): Promise<ModelDetails> {
    return this.#call(options, 'Reading a model', async (signal) => {
      checkModel(model)
      const record = await this.#chain.getModel(model, { signal })
      if (!record) throw new ModelNotFoundError({ model })
      const manifest = await this.#manifest(model, signal)
      return { ...record, manifest }
    })
  }

  /**
   * What the deployment fixed for ever.
   *
   * @example
   * ```ts
   * import type { ConsensusReader } from '@aichain/sdk'
   *
   * export async function priceOfASeat(reader: ConsensusReader) {
   *   return (await reader.parameters()).bond
   * }
   * ```
   */
  parameters(options: CallOptions = {}): Promise<ProtocolParameters> {
    return this.#call(options, 'Reading the parameters', (signal) =>
      this.#chain.getParameters({ signal }),
    )
  }

  /**
   * Everything that the contracts hold, rebuilt from their events as of the
   * newest block: for `committeeOf`, `listRecord`, `totalOwed` and the like of
   * `@aichain/sdk/indexer`. The first call reads the whole history, the others
   * what came since.
   *
   * Errors: those of the chain and of the store.
   *
   * @example
   * ```ts
   * import type { ConsensusReader } from '@aichain/sdk'
   * import { totalOwed } from '@aichain/sdk/indexer'
   *
   * export async function owed(reader: ConsensusReader): Promise<bigint> {
   *   return totalOwed((await reader.index()).index)
   * }
   * ```
   */
  index(options: CallOptions = {}): Promise<IndexAt> {
    return this.#call(options, 'Reading the index', this.#index)
  }

  /**
   * Every event of the network from a block on, first those of the past, then
   * live. After `reorganized`, forget what came from above `ancestor`.
   *
   * Errors: `InvalidArgumentError`, those of the chain.
   *
   * @param options - `fromBlock`: by default the deployment's first block.
   *
   * @example
   * ```ts
   * import type { ConsensusReader } from '@aichain/sdk'
   *
   * export async function logDecisions(reader: ConsensusReader, signal: AbortSignal) {
   *   for await (const update of reader.watch({ signal })) {
   *     if (update.type !== 'blocks') continue
   *     for (const event of update.events)
   *       if (event.type === 'task-decided') console.log(event.task, event.output)
   *   }
   * }
   * ```
   */
  async *watch(
    options: {
      readonly fromBlock?: bigint | undefined
      readonly signal?: AbortSignal | undefined
    } = {},
  ): AsyncGenerator<ChainUpdate, void> {
    refuseOtherKeys('options', options, ['fromBlock', 'signal'])
    const { fromBlock: first, signal } = options
    checkBlock('fromBlock', first)
    // Only a block that was named can be one of the future.
    const head =
      first === undefined ? 0n : (await this.#chain.getHead({ signal })).number
    const fromBlock = firstBlock(this.#chain, first, head)
    yield* this.#chain.watch({ fromBlock, signal })
  }

  async #call<T>(
    options: CallOptions,
    operation: string,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    checkCall(options)
    return withTimeout({ ...options, operation }, work)
  }

  #history<T>(
    id: TaskId,
    options: CallOptions,
    pick: (history: TaskHistory) => T,
  ): Promise<T> {
    return this.#call(options, 'Reading a task', async (signal) => {
      checkTaskId(id)
      const addedIn = this.#answersFromIndex
        ? (await this.#index(signal)).index.tasks.get(id)?.addedIn
        : undefined
      return pick(await readHistory(this.#chain, id, signal, addedIn))
    })
  }

  async #manifest(
    model: Cid,
    signal: AbortSignal,
  ): Promise<ModelManifest | undefined> {
    const bytes = await this.#content?.get(model, { signal })
    if (!bytes) return undefined
    const manifest = parseManifest(bytes)
    if (manifest.ok) return manifest.value
    throw new ManifestInvalidError({ reason: manifest.reason, model })
  }
}
