import { onAbort, raceSignal } from '@aichain/base'
import type { ProtocolEvent } from '../../../core/task/protocol-event.js'
import type { SeatRecord } from '../../../core/task/task.js'
import { SeatMissingError } from '../../../errors/runner.js'
import type { Chain } from '../../../ports/chain.js'
import { isAboutModel, loadServedModels } from '../models/load-served-models.js'
import {
  type ProgressKeeper,
  progressKeeper,
} from '../record/progress-keeper.js'
import { startingPoint } from '../record/progress-record.js'
import { isFinished, type VoteRecord } from '../record/vote-record.js'
import { chainTime } from '../state/chain-time.js'
import { type ChainListener, followChain } from '../state/follow-chain.js'
import { health } from '../state/health.js'
import { type SeatWatch, seatWatch } from '../state/seat-watch.js'
import { type TaskBook, taskBook } from '../task/task-book.js'
import { recoverVotes } from '../vote/recover-votes.js'
import { concurrencyLimit } from './concurrency-limit.js'
import type { RunScope } from './run-scope.js'
import type { RunnerContext } from './runner-context.js'
import type { RunnerSetup } from './runner-setup.js'

/** A node at work. */
export type Run = {
  readonly context: RunnerContext
  readonly book: TaskBook
  readonly seats: SeatWatch
  readonly progress: ProgressKeeper
}

/** Reads that one node has under way at once. */
const concurrentReads = 16

/**
 * Brings a node to work: checks the seat and the models, takes up what the
 * journal and the chain have for it, and resolves once it has caught up.
 *
 * @param signal - Gives up waiting. The caller then ends the scope.
 */
export async function beginRun(
  setup: RunnerSetup,
  scope: RunScope,
  signal: AbortSignal,
): Promise<Run> {
  const { chain, hub, served: models, models: choice } = setup
  const seat = await readSeat(chain, signal)
  await loadServedModels({ chain, models, choice, emit: hub.emit }, signal)
  const balance = await chain.getBalance(chain.account, { signal })
  const context = await openContext(setup, scope, signal)
  const votes = await raceSignal(recoverVotes(context), signal)
  const book = taskBook(context)
  const seats = seatWatch(context, { seat, balance })
  const progress = progressKeeper(context, book)
  const run = { context, book, seats, progress }
  const open = votes.filter((vote) => !isFinished(vote))
  trackVotes(book, open)
  refreshWhenSettled(setup, run)
  await raceSignal(catchUp(setup, run), signal)
  announceReady(run, open.length)
  return run
}

async function readSeat(chain: Chain, signal: AbortSignal) {
  const seat = await chain.getSeatOf(chain.account, { signal })
  if (!seat) throw new SeatMissingError({ signer: chain.account })
  return seat
}

async function openContext(
  setup: RunnerSetup,
  { life, intake, background }: RunScope,
  signal: AbortSignal,
): Promise<RunnerContext> {
  const { chain, clock, hub, journal } = setup
  const parameters = await chain.getParameters({ signal })
  const head = await chain.getHead({ signal })
  const { deployment } = chain
  const start = await startingPoint(journal, deployment, head.number, {
    signal,
  })
  return {
    ...setup,
    models: setup.served,
    parameters,
    start,
    time: chainTime(head, clock),
    health: health(hub.emit),
    outcomes: new Map(),
    limitReads: concurrencyLimit(concurrentReads),
    inBackground: background.add,
    emit: hub.emit,
    signal: life,
    intake,
  }
}

function trackVotes(book: TaskBook, votes: readonly VoteRecord[]): void {
  for (const { task: id, model, prompt, addedIn } of votes) {
    book.track({ id, model, prompt, addedIn: BigInt(addedIn) })
  }
}

/** Begins to follow the chain; resolves once it has reached what is the head now. */
function catchUp(setup: RunnerSetup, run: Run): Promise<void> {
  const { context } = run
  const { fromBlock } = context.start
  const target = context.time.head().number
  return new Promise((resolve) => {
    const listener = chainListener(setup, run, (head) => {
      if (head >= target) resolve()
    })
    context.inBackground(followChain(context, fromBlock, listener))
  })
}

function chainListener(
  setup: RunnerSetup,
  run: Run,
  onHead: (head: bigint) => void,
): ChainListener {
  const { context, book, progress } = run
  return {
    onEvent: (event) => {
      book.apply(event)
      applyToSeat(run, event)
      applyToModels(setup, run, event)
    },
    onBlocks: (head) => {
      book.applyBlock()
      progress.onBlocks(head)
      onHead(head)
    },
    onReorganized: () => {
      book.reconsider()
      run.seats.refresh()
      context.inBackground(reconsiderVotes(run))
    },
  }
}

/** A closed task may be open again, so that its vote has to be sent again. */
async function reconsiderVotes({ context, book }: Run): Promise<void> {
  context.outcomes.clear()
  try {
    trackVotes(book, await recoverVotes(context))
  } catch (error) {
    if (!context.signal.aborted) context.health.failed(error)
  }
}

function applyToSeat({ seats }: Run, event: ProtocolEvent): void {
  const isAboutSeat = 'seat' in event && event.seat === seats.seat().seat
  if (isAboutSeat) seats.refresh()
}

/** Rewards come without an event of the seat. */
function refreshWhenSettled({ hub }: RunnerSetup, { context, seats }: Run) {
  const unlisten = hub.listen(({ type }) => {
    if (type === 'settled') seats.refresh()
  })
  onAbort(context.signal, unlisten)
}

function applyToModels(
  setup: RunnerSetup,
  { context }: Run,
  event: ProtocolEvent,
): void {
  if (event.type !== 'model-registered') return
  if (setup.models !== 'registered' || context.intake.aborted) return
  const { models, emit, health, signal } = context
  if (!models.isNew(event.model)) return
  const failed = (error: unknown) => {
    if (signal.aborted) return
    if (isAboutModel(error)) emit({ type: 'error', error })
    else health.failed(error)
  }
  context.inBackground(models.load(event.model, signal).catch(failed))
}

function announceReady({ context, seats }: Run, recovered: number): void {
  const seat: SeatRecord = seats.seat()
  const models = context.models.list()
  const block = context.time.head().number
  context.emit({ type: 'ready', seat, models, block, recovered })
  if (seat.to !== undefined) {
    context.emit({ type: 'seat-leaving', seat: seat.seat, to: seat.to })
  }
}
