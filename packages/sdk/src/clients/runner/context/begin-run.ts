import { onAbort, raceSignal } from '@aichain/base'
import { epochAt } from '../../../core/task/lifecycle.js'
import type { ListId } from '../../../core/task/list.js'
import type { ProtocolParameters } from '../../../core/task/parameters.js'
import type { ProtocolEvent } from '../../../core/task/protocol-event.js'
import type { SeatRecord } from '../../../core/task/task.js'
import { SeatMissingError } from '../../../errors/runner.js'
import type { Chain } from '../../../ports/chain.js'
import { cannotServe } from '../models/cannot-serve.js'
import { openList, type ServedList } from '../models/open-list.js'
import {
  type ProgressKeeper,
  progressKeeper,
} from '../record/progress-keeper.js'
import { startingPoint } from '../record/progress-record.js'
import { isFinished, type VoteRecord } from '../record/vote-record.js'
import { roundPoster } from '../round/round-poster.js'
import { chainTime } from '../state/chain-time.js'
import { type ChainListener, followChain } from '../state/follow-chain.js'
import { health } from '../state/health.js'
import { placeKeeper } from '../state/place-keeper.js'
import { type SeatWatch, seatWatch } from '../state/seat-watch.js'
import { type TaskBook, taskBook } from '../task/task-book.js'
import { recoverVotes } from '../vote/recover-votes.js'
import { concurrencyLimit } from './concurrency-limit.js'
import type { RunScope } from './run-scope.js'
import type { RunnerContext } from './runner-context.js'
import type { AppealPolicy, RunnerSetup } from './runner-setup.js'

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
 * Brings a node to work: checks the seat and the model, takes up what the
 * journal and the chain have for it, catches up, and only then offers to serve.
 *
 * @param signal - Gives up waiting. The caller then ends the scope.
 */
export async function beginRun(
  setup: RunnerSetup,
  scope: RunScope,
  signal: AbortSignal,
): Promise<Run> {
  const { chain } = setup
  const seat = await readSeat(chain, signal)
  const list = await openServed(setup, seat, signal)
  const balance = await chain.getBalance(chain.account, { signal })
  const context = await openContext({ ...setup, list }, scope, signal)
  const votes = await raceSignal(recoverVotes(context), signal)
  const book = taskBook(context)
  const seats = seatWatch(context, { seat, balance })
  const progress = progressKeeper(context, book)
  const run = { context, book, seats, progress }
  const open = votes.filter((vote) => !isFinished(vote))
  trackVotes(book, open)
  refreshWhenSettled(setup, run)
  await raceSignal(catchUp(run), signal)
  await raceSignal(context.place.take(), signal)
  announceReady(run, open.length)
  return run
}

async function readSeat(chain: Chain, signal: AbortSignal) {
  const seat = await chain.getSeatOf(chain.account, { signal })
  if (!seat) throw new SeatMissingError({ signer: chain.account })
  return seat
}

/** A seat whose model cannot be served any more must not be drawn for it either. */
async function openServed(
  { chain, hub, model, shelf }: RunnerSetup,
  { seat, place }: SeatRecord,
  signal: AbortSignal,
): Promise<ServedList> {
  try {
    return await openList(shelf, model, signal)
  } catch (error) {
    if (!place || signal.aborted || !cannotServe(error)) throw error
    await takeBack({ chain, hub, seat, list: place.list }, signal)
    throw error
  }
}

/** What is in the way of this is told: what it follows from matters more. */
async function takeBack(
  { chain, hub, seat, list }: TakeBackParameters,
  signal: AbortSignal,
): Promise<void> {
  try {
    const { epoch } = await chain.getParameters({ signal })
    const { transactionHash } = await chain.withdrawOffer(seat, { signal })
    const { timestamp } = await chain.getHead({ signal })
    const from = (epochAt(timestamp, { epoch }) + 1) * epoch
    hub.emit({ type: 'offer-withdrawn', seat, list, transactionHash, from })
  } catch (error) {
    signal.throwIfAborted()
    hub.emit({ type: 'error', error })
  }
}

type TakeBackParameters = Pick<RunnerSetup, 'chain' | 'hub'> & {
  readonly seat: number
  readonly list: ListId
}

async function openContext(
  setup: RunnerSetup & { readonly list: ServedList },
  { life, intake, background }: RunScope,
  signal: AbortSignal,
): Promise<RunnerContext> {
  const { chain, clock, hub, journal, rounds } = setup
  const parameters = await chain.getParameters({ signal })
  const head = await chain.getHead({ signal })
  const { deployment } = chain
  const start = await startingPoint(journal, deployment, head.number, {
    signal,
  })
  const shared = {
    ...setup,
    parameters,
    start,
    time: chainTime(head, clock),
    health: health(hub.emit),
    inBackground: background.add,
    emit: hub.emit,
    signal: life,
    intake,
  }
  return {
    ...shared,
    place: placeKeeper(shared),
    poster: rounds && roundPoster(shared, rounds),
    appealLimit: limitOf(setup.appeals, parameters),
    lostAppeals: new Set(),
    outcomes: new Map(),
    limitReads: concurrencyLimit(concurrentReads),
  }
}

/** Two bonds are enough to question the largest committee. */
function limitOf(
  appeals: AppealPolicy | 'never' | undefined,
  { bond }: ProtocolParameters,
): bigint | undefined {
  return appeals === 'never' ? undefined : (appeals?.limit ?? 2n * bond)
}

function trackVotes(book: TaskBook, votes: readonly VoteRecord[]): void {
  for (const { task: id, model, prompt, addedIn } of votes) {
    const block = { addedIn: BigInt(addedIn), blockHash: undefined }
    book.track({ id, model, prompt, ...block })
  }
}

/** Begins to follow the chain; resolves once it has reached what is the head now. */
function catchUp(run: Run): Promise<void> {
  const { context } = run
  const { fromBlock } = context.start
  const target = context.time.head().number
  return new Promise((resolve) => {
    const listener = chainListener(run, (head) => {
      if (head >= target) resolve()
    })
    context.inBackground(followChain(context, fromBlock, listener))
  })
}

function chainListener(
  run: Run,
  onHead: (head: bigint) => void,
): ChainListener {
  const { context, book, progress } = run
  return {
    onEvent: (event) => {
      book.apply(event)
      applyBeside(run, event)
    },
    onBlocks: (head) => {
      book.applyBlock()
      context.place.onBlock()
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

function applyBeside({ context, seats }: Run, event: ProtocolEvent): void {
  if (event.type === 'round-posted') context.poster?.forget(event.round)
  const isAboutSeat = 'seat' in event && event.seat === seats.seat().seat
  if (!isAboutSeat) return
  seats.refresh()
  // Who was put out still has its place, until somebody is paid to prune it.
  if (event.type === 'seat-left') context.inBackground(leaveList(context))
}

async function leaveList({ place }: RunnerContext): Promise<void> {
  await place.giveBack()
}

/** Rewards come without an event of the seat. */
function refreshWhenSettled({ hub }: RunnerSetup, { context, seats }: Run) {
  const unlisten = hub.listen(({ type }) => {
    if (type === 'settled') seats.refresh()
  })
  onAbort(context.signal, unlisten)
}

function announceReady({ context, seats }: Run, recovered: number): void {
  const seat: SeatRecord = seats.seat()
  const { model } = context.list.terms
  const block = context.time.head().number
  context.emit({ type: 'ready', seat, model, block, recovered })
  seats.tell()
}
