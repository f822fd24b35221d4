import type { CallOptions, Cid } from '@aichain/base'
import { eitherSignal, raceSignal, withTimeout } from '@aichain/base'
import type { SeatRecord, TaskId } from '../core/task/task.js'
import { RunnerStoppedError, SeatMissingError } from '../errors/runner.js'
import type { TransactionReceipt } from '../ports/chain.js'
import { beginRun, type Run } from './runner/context/begin-run.js'
import { drainRun } from './runner/context/drain-run.js'
import { type RunScope, runScope } from './runner/context/run-scope.js'
import {
  type NodeRunnerOptions,
  type RunnerSetup,
  runnerSetup,
} from './runner/context/runner-setup.js'
import {
  type CollectedEarnings,
  collectEarnings,
} from './runner/state/collect-earnings.js'
import {
  type JoinedSeat,
  type JoinParameters,
  joinSeat,
} from './runner/state/join-seat.js'
import type { NodePart, NodeUpdate } from './runner/updates/node-update.js'

/** Where a node stands in its own life. */
export type NodeState =
  | 'idle'
  | 'starting'
  | 'ready'
  | 'degraded'
  | 'stopping'
  | 'stopped'

/** A node at a moment. */
export type NodeStatus = {
  readonly state: NodeState
  /** As last read; `undefined` before `start`. */
  readonly seat: SeatRecord | undefined
  /** Wei in the wallet, which pays for gas; `undefined` before `start`. */
  readonly balance: bigint | undefined
  /** The model that it serves. */
  readonly model: Cid
  /** Tasks that drew this seat and are not closed. */
  readonly openTasks: readonly TaskId[]
  readonly lastBlock: bigint | undefined
  /** What does not work now; empty unless `degraded`. */
  readonly broken: readonly NodePart[]
}

/** Milliseconds. */
const noteTimeout = 5_000

/** What a stopped node leaves behind. */
export type StopResult = {
  /**
   * Tasks whose vote is committed and not revealed. The journal holds them:
   * start a node on it within the reveal window, or their slash is due.
   */
  readonly unfinished: readonly TaskId[]
  /** Whether the offer was to be taken back and was not: the seat is still drawn. */
  readonly isPlaced: boolean
}

/** How a node stops. */
export type StopOptions = {
  /** Milliseconds that committed votes have to be revealed. Default 10,000; 0 stops at once. */
  readonly grace?: number | undefined
  /**
   * Takes the offer back: the seat keeps its bond and is drawn for nothing from
   * the next epoch on. To be paid in again, it pays for a place again. Default:
   * the offer stands, for a node that comes back soon.
   */
  readonly leave?: boolean | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * A node: holds a seat, computes what its committee is asked, votes, earns.
 *
 * Every step follows from what chain and journal say, never from what the node
 * remembers, so that a crash, a restart, an outage or a reorganization at any
 * moment costs nothing: output and salt are in the journal before the
 * commitment is sent, and the output is published only when the vote is opened.
 *
 * One runner is one seat, one model, one key and one journal; runners of one
 * process may share a `modelShelf`. A runner is used once: after `stop`, make a
 * new one.
 *
 * @example
 * ```ts
 * import { type Chain, type Cid, type ContentStore, NodeRunner } from '@aichain/sdk'
 * import { fileJournal } from '@aichain/sdk/node'
 * import { onnxEngine } from '@aichain/sdk/onnx'
 *
 * async function serve(chain: Chain, content: ContentStore, model: Cid) {
 *   const journal = await fileJournal({ folder: './journal' })
 *   const engine = onnxEngine()
 *   const node = new NodeRunner({ chain, content, engine, journal, model })
 *   await node.start()
 *   for await (const update of node.updates()) console.log(update.type)
 * }
 * ```
 */
export class NodeRunner {
  readonly #setup: RunnerSetup
  /** Aborted by `stop`: whatever is being waited for rejects. */
  readonly #ended = new AbortController()
  #scope: RunScope | undefined
  #run: Run | undefined
  #starting:
    | { readonly signal: AbortSignal; readonly done: Promise<void> }
    | undefined
  #stopping: Promise<StopResult> | undefined
  #isStopped = false

  /** Errors: `InvalidArgumentError`. Nothing is read or sent yet. */
  constructor(options: NodeRunnerOptions) {
    this.#setup = runnerSetup(options)
  }

  /**
   * Takes a seat for the wallet and puts up the bond, after the golden vectors
   * of the model have passed on this machine. Does nothing if the wallet holds
   * a seat already. The seat is drawn for nothing before `start` offers it.
   *
   * Errors: `SelfTestFailedError`, `SeatsFullError`, `InsufficientFundsError`,
   * `BalanceTooLowError`, `ContentNotFoundError` and the other errors of chain
   * and content store.
   *
   * @example
   * ```ts
   * import type { Address, NodeRunner } from '@aichain/sdk'
   *
   * async function join(node: NodeRunner, coldWallet: Address) {
   *   const { seat } = await node.join({ owner: coldWallet })
   *   console.log(`seat ${seat}`)
   * }
   * ```
   */
  join(
    parameters: JoinParameters = {},
    options: CallOptions<NodeUpdate> = {},
  ): Promise<JoinedSeat> {
    return this.#call('NodeRunner.join', options, (signal) =>
      joinSeat(this.#setup, parameters, signal),
    )
  }

  /**
   * Goes to work. Resolves once the seat is there, the model is loaded and
   * tested, the votes of the journal are taken up again, the chain is read up to
   * its head, and the place in the model's list was offered for the first time.
   * A list that takes no more places, or a seat that cannot pay for one, is told
   * and tried again; a seat in another list leaves that first. A model that does
   * not pass any more costs its place: the offer is taken back. After a failure
   * it may be called again.
   *
   * Errors: `SeatMissingError`, `SelfTestFailedError`, `JournalCorruptError`,
   * `RunnerStoppedError`, and those of chain, content store and engine.
   *
   * @example
   * ```ts
   * import { AichainError, type NodeRunner } from '@aichain/sdk'
   *
   * async function start(node: NodeRunner, signal: AbortSignal) {
   *   await node.start({ signal, onProgress: ({ type }) => console.log(type) })
   * }
   * ```
   */
  start(options: CallOptions<NodeUpdate> = {}): Promise<void> {
    return this.#call('NodeRunner.start', options, async (signal) => {
      // An attempt that was given up is cleared away before the next begins.
      while (this.#starting?.signal.aborted) await this.#startIsOver()
      this.#starting ??= { signal, done: this.#begin(signal) }
      await this.#starting.done
    })
  }

  /**
   * Gives notice for the seat. The node goes on voting until the seat can no
   * longer be drawn; the owner withdraws the bond after the unbonding period.
   *
   * Errors: `SeatMissingError`, `SeatLeavingError`, and those of the chain.
   *
   * @example
   * ```ts
   * import type { NodeRunner } from '@aichain/sdk'
   *
   * const leave = (node: NodeRunner) => node.leave({ timeout: 60_000 })
   * ```
   */
  leave(options: CallOptions<NodeUpdate> = {}): Promise<TransactionReceipt> {
    const { chain } = this.#setup
    return this.#call('NodeRunner.leave', options, async (signal) => {
      const seat = await chain.getSeatOf(chain.account, { signal })
      if (!seat) throw new SeatMissingError({ signer: chain.account })
      const receipt = await chain.exit(seat.seat, { signal })
      this.#run?.seats.refresh()
      return receipt
    })
  }

  /**
   * Pays out what the wallet's key has earned: its credit and, where it owns the
   * seat, the seat's rewards. Needs no start, and sends nothing where there is
   * nothing.
   *
   * Errors: those of the chain.
   *
   * @example
   * ```ts
   * import type { NodeRunner } from '@aichain/sdk'
   *
   * async function collect(node: NodeRunner) {
   *   const { credit, rewards } = await node.collect()
   *   console.log(`${credit + rewards} wei`)
   * }
   * ```
   */
  collect(options: CallOptions<NodeUpdate> = {}): Promise<CollectedEarnings> {
    return this.#call('NodeRunner.collect', options, async (signal) => {
      const collected = await collectEarnings(this.#setup.chain, signal)
      this.#run?.seats.refresh()
      return collected
    })
  }

  /**
   * Stops for good. No new vote is begun; votes that are committed may
   * still be revealed, for at most `grace` ms. Then nothing is sent, models
   * and journal are closed, and `updates` ends.
   *
   * An abort of `signal` ends the waiting, not the stop. Errors: those of
   * closing the journal.
   *
   * @returns What a restart on the same journal will finish.
   *
   * @example
   * ```ts
   * import type { NodeRunner } from '@aichain/sdk'
   *
   * async function shutDown(node: NodeRunner) {
   *   const { unfinished } = await node.stop({ grace: 30_000 })
   *   if (unfinished.length > 0) console.warn('restart soon', unfinished)
   * }
   * ```
   */
  stop(options: StopOptions = {}): Promise<StopResult> {
    this.#stopping ??= this.#end(options)
    return this.#stopping
  }

  /**
   * What the node does and what happens to it, from now on. Ends after
   * `stopped`; rejects with the signal's reason.
   *
   * @example
   * ```ts
   * import type { NodeRunner } from '@aichain/sdk'
   *
   * async function countEarnings(node: NodeRunner) {
   *   let earned = 0n
   *   for await (const update of node.updates()) {
   *     if (update.type === 'settled') earned += update.earned - update.slashed
   *   }
   *   return earned
   * }
   * ```
   */
  updates(
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): AsyncIterableIterator<NodeUpdate> {
    return this.#setup.hub.subscribe(options.signal)
  }

  /**
   * Where the node stands, from what it last read.
   *
   * @example
   * ```ts
   * import type { NodeRunner } from '@aichain/sdk'
   *
   * const isHealthy = (node: NodeRunner) => node.status().state === 'ready'
   * ```
   */
  status(): NodeStatus {
    const run = this.#run
    const seen = run?.book.open().filter(({ told }) => told.has('seen')) ?? []
    return {
      state: this.#state(),
      seat: run?.seats.seat(),
      balance: run?.seats.balance(),
      model: this.#setup.model,
      openTasks: seen.map(({ id }) => id),
      lastBlock: run?.context.time.head().number,
      broken: run?.context.health.broken() ?? [],
    }
  }

  #state(): NodeState {
    if (this.#isStopped) return 'stopped'
    if (this.#stopping) return 'stopping'
    if (!this.#run) return this.#starting ? 'starting' : 'idle'
    return this.#run.context.health.broken().length > 0 ? 'degraded' : 'ready'
  }

  /** Runs a call until it is done, aborted, out of time, or the runner stops. */
  async #call<T>(
    operation: string,
    { signal: outer, timeout, onProgress }: CallOptions<NodeUpdate>,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const { hub, clock } = this.#setup
    const { signal, release } = eitherSignal(this.#ended.signal, outer)
    const unlisten = onProgress && hub.listen(onProgress)
    try {
      return await withTimeout({ signal, timeout, operation, clock }, work)
    } finally {
      unlisten?.()
      release()
    }
  }

  async #begin(signal: AbortSignal): Promise<void> {
    const scope = runScope()
    this.#scope = scope
    try {
      this.#run = await beginRun(this.#setup, scope, signal)
    } catch (error) {
      await scope.end()
      this.#starting = undefined
      throw error
    }
  }

  /** Its failure goes to whoever called `start`. */
  async #startIsOver(): Promise<void> {
    await this.#starting?.done.catch(() => {})
  }

  async #end(options: StopOptions): Promise<StopResult> {
    const { grace = 10_000, leave = false, signal } = options
    this.#ended.abort(new RunnerStoppedError())
    await this.#startIsOver()
    const isPlaced = leave && (await this.#giveBack(signal))
    const unfinished = await this.#drain(grace, signal)
    await this.#scope?.end()
    const { hub, journal, closeShelf } = this.#setup
    await closeShelf()
    try {
      await journal.close()
    } finally {
      this.#isStopped = true
      hub.emit({ type: 'stopped', unfinished })
      hub.end()
    }
    return { unfinished, isPlaced }
  }

  /** Whether the seat still has its place; sealed votes are revealed meanwhile. */
  async #giveBack(signal: AbortSignal | undefined): Promise<boolean> {
    const place = this.#run?.context.place
    if (!place) return true
    return raceSignal(place.giveBack(), signal).catch(() => true)
  }

  async #drain(
    grace: number,
    signal: AbortSignal | undefined,
  ): Promise<readonly TaskId[]> {
    const run = this.#run
    if (!run) return []
    // Noted while every open task is still in the book. A disk that hangs must
    // not keep the node from stopping: the note only saves reading.
    const note = { timeout: noteTimeout, operation: 'NodeRunner.stop' }
    await withTimeout(note, () => run.progress.note()).catch(
      run.context.health.failed,
    )
    this.#scope?.closeIntake()
    return drainRun(run, grace, signal)
  }
}
