import {
  AichainError,
  accept,
  type Cid,
  OperationTimeoutError,
  type Result,
  raceSignal,
  refuse,
  retryDelay,
  withTimeout,
} from '@aichain/base'
import type { Output } from '@aichain/inference'
import type { ProtocolParameters } from '../../core/task/parameters.js'
import type { BlockReference } from '../../core/task/task.js'
import {
  AnswerFailedError,
  OutputUnavailableError,
  TaskDroppedError,
} from '../../errors/task.js'
import type { ChainUpdate } from '../../ports/chain.js'
import { readHistory } from '../reader/history.js'
import { receiptOf } from '../reader/receipt.js'
import { createCloser } from './closing.js'
import { parametersOf, type TaskContext } from './context.js'
import { readOutput } from './output.js'
import { findPosting, type PostedTask } from './posted-task.js'
import { readRefundReason } from './refund-reason.js'
import { readSnapshot, type TaskSnapshot } from './snapshot.js'
import {
  isContradicted,
  nothingTold,
  stepsTo,
  type Told,
  toldBy,
} from './telling.js'
import { type Trouble, watchTrouble } from './trouble.js'
import type { AnswerOutput, TaskStep } from './update.js'
import { createWakeups } from './wakeups.js'

/** How often what depends on time is looked at while the chain is silent, in milliseconds. */
const heartbeat = 1_000
/** After how long the task is read again though nothing was heard of it. */
const refresh = 5_000
/** One look; an endpoint that takes a request and never answers is in trouble. */
const lookTimeout = 10_000
/** A look that takes longer is worth telling. */
const slowLook = 3_000
/** Tries to begin on a chain that does not answer. */
const beginAttempts = 10

/** Where a follower stands. */
type Follower = {
  readonly context: TaskContext
  readonly task: PostedTask
  readonly signal: AbortSignal
  told: Told
  /** The newest look at the task; `undefined` if the chain did not have it. */
  snapshot: TaskSnapshot | undefined
  /** Whether there is a reason to look again: news, or a failure to look. */
  isStale: boolean
  /** When it was last looked at. */
  lookedAt: number
  /** When the task was first missed, and when reading first failed. */
  missingSince: number | undefined
  failingSince: number | undefined
  /** Whether the chain can be heard of. */
  readonly trouble: Trouble
  /** The last one that the chain told of. */
  ancestor: bigint | undefined
  /** Why the output could not be fetched so far. */
  outputFailure: unknown
}

/**
 * Tells the life of a task from its posting, which was told already, to its
 * answer or its refund.
 *
 * Level-triggered: an event is only a reason to read the task's state again,
 * and so is the passing of time; what is told is the difference to what was told
 * before. So no missed event, lost connection or reorganization can leave a
 * follower behind.
 */
export async function* followTask(
  context: TaskContext,
  task: PostedTask,
  signal: AbortSignal,
): AsyncGenerator<TaskStep> {
  const { chain, clock } = context
  const follower = startFollower(context, task, signal)
  const { trouble } = follower
  const { parameters, head: first } = yield* begin(follower)
  let head = first
  const closer = createCloser(context, task, parameters)
  const wakeups = createWakeups(chain, clock, head.number, signal)
  try {
    for (;;) {
      const update = await wakeups.next(heartbeat)
      if (update?.type === 'blocks') head = update.head
      if (update) trouble.blockSeen()
      note(follower, update)
      if (follower.isStale) yield* catchUp(follower)
      yield* trouble.news()
      const end = await awaitEnd(follower)
      if (end) {
        yield end
        return
      }
      const { snapshot, isStale } = follower
      // Only a round without any failure ends the count of a failing chain.
      if (!isStale) follower.failingSince = undefined
      if (snapshot) closer.attend(snapshot, head)
    }
  } finally {
    closer.stop()
    wakeups.close()
  }
}

/** A chain that is out for a moment must not end what has not begun. */
async function* begin(
  follower: Follower,
): AsyncGenerator<
  TaskStep,
  { readonly parameters: ProtocolParameters; readonly head: BlockReference }
> {
  const { context, trouble, signal } = follower
  const { chain, clock } = context
  const read = async () => {
    const parameters = await parametersOf(context, signal)
    return { parameters, head: await chain.getHead({ signal }) }
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      const beginning = yield* tellSlow(follower, raceSignal(read(), signal))
      trouble.worked()
      return beginning
    } catch (error) {
      const isOver = signal.aborted || attempt === beginAttempts
      if (isOver || !isPassing(error)) throw error
      trouble.failed()
      yield* trouble.news()
      await clock.sleep(retryDelay(attempt), signal)
    }
  }
}

function startFollower(
  context: TaskContext,
  task: PostedTask,
  signal: AbortSignal,
): Follower {
  return {
    context,
    task,
    signal,
    told: { ...nothingTold, addedIn: task.blockNumber },
    snapshot: undefined,
    isStale: true,
    lookedAt: 0,
    missingSince: undefined,
    failingSince: undefined,
    trouble: watchTrouble(context.clock, context.patience.silence),
    ancestor: undefined,
    outputFailure: undefined,
  }
}

/** Decides whether to look again: most blocks of a chain have nothing of the task. */
function note(follower: Follower, update: ChainUpdate | undefined): void {
  const { context, task, snapshot } = follower
  if (update?.type === 'reorganized') follower.ancestor = update.ancestor
  const isNews =
    update?.type === 'reorganized' ||
    update?.events.some((event) => 'task' in event && event.task === task.id)
  // The committee comes with a block, not with an event.
  const isAwaited = update !== undefined && snapshot?.members === undefined
  const isOld = context.clock.now() - follower.lookedAt >= refresh
  follower.isStale ||= isNews || isAwaited || isOld
}

/** Looks at the task again and tells what is new, or what is no longer so. */
async function* catchUp(follower: Follower): AsyncGenerator<TaskStep> {
  const { signal, told } = follower
  const before = follower.snapshot
  const looking = raceSignal(look(follower), signal)
  if (!(yield* tellSlow(follower, looking))) return
  const { snapshot } = follower
  // A server that has not heard of the task yet takes nothing back.
  const isGone = !snapshot && before !== undefined
  if (isGone || (snapshot && isContradicted(told, snapshot))) {
    const ancestor = follower.ancestor ?? (told.addedIn ?? 1n) - 1n
    yield { type: 'reorganized', ancestor }
    follower.told = nothingTold
  }
  if (!snapshot) return
  if (follower.told.addedIn === undefined) {
    const posting = await raceSignal(postingOf(follower), signal)
    if (!posting) return
    yield posting
  }
  yield* stepsTo(follower.told, snapshot)
  follower.told = toldBy(snapshot, follower.told)
}

/** Waits for a look; one that takes long is told as trouble before it has failed. */
async function* tellSlow<T>(
  { context, trouble }: Follower,
  looking: Promise<T>,
): AsyncGenerator<TaskStep, T> {
  const since = context.clock.now()
  const timer = new AbortController()
  const isSlow = context.clock.sleep(slowLook, timer.signal).then(
    () => true,
    // The look was faster.
    () => false,
  )
  try {
    const first = await Promise.race([looking.then(() => false), isSlow])
    if (first) {
      trouble.failed(since)
      yield* trouble.news()
    }
    return await looking
  } finally {
    timer.abort()
  }
}

/** Reads the task; false if that failed in a way that may pass. */
async function look(follower: Follower): Promise<boolean> {
  const { context, task, signal } = follower
  const { chain, clock } = context
  const call = { signal, clock, timeout: lookTimeout, operation: 'Looking' }
  const read = await attempt(follower, () =>
    withTimeout(call, (inner) => readSnapshot(chain, task.id, inner)),
  )
  if (!read.ok) return false
  follower.snapshot = read.value
  follower.isStale = false
  follower.lookedAt = context.clock.now()
  refuseLongAbsence(follower)
  return true
}

/**
 * Reads the chain. A failure that may pass leaves the follower stale, so that
 * it tries again with the next wake-up; whether the chain is unreachable is for
 * the watcher to say. But a chain whose blocks are seen and which can never be
 * read is not followed for ever.
 */
async function attempt<T>(
  follower: Follower,
  read: () => Promise<T>,
): Promise<Result<T, AichainError>> {
  const { context, task, signal, trouble } = follower
  const { clock, logger, patience } = context
  try {
    const value = await read()
    trouble.worked()
    return accept(value)
  } catch (error) {
    if (signal.aborted || !isPassing(error)) throw error
    trouble.failed()
    follower.isStale = true
    follower.failingSince ??= clock.now()
    if (clock.now() - follower.failingSince > patience.overdue) throw error
    logger.debug('task not read', { task: task.id, reason: error.code })
    return refuse(error)
  }
}

/** A task that is gone may come back; how long to wait for it is bounded elsewhere. */
function isPassing(error: unknown): error is AichainError {
  if (!AichainError.isInstance(error)) return false
  return error.isRetryable || error.code === 'task-not-found'
}

function refuseLongAbsence(follower: Follower): void {
  const { context, task, snapshot } = follower
  const { clock, patience } = context
  if (snapshot) {
    follower.missingSince = undefined
    return
  }
  follower.missingSince ??= clock.now()
  // Until it is back, every wake-up is a reason to look.
  follower.isStale = true
  if (clock.now() - follower.missingSince < patience.reinclusion) return
  const { id, transactionHash } = task
  throw new TaskDroppedError({ task: id, transactionHash })
}

/** Where the task stands after it was moved to another block. */
async function postingOf(follower: Follower): Promise<TaskStep | undefined> {
  const { context, task, signal } = follower
  const found = await attempt(follower, () =>
    findPosting(context.chain, task.id, signal),
  )
  if (!found.ok) return undefined
  const { id, transactionHash, blockNumber, fee } = found.value
  return { type: 'posted', task: id, transactionHash, blockNumber, fee }
}

/** Time that runs out over the output is told as what it ran out for. */
async function awaitEnd(follower: Follower): Promise<TaskStep | undefined> {
  const { task, signal, snapshot } = follower
  try {
    return await raceSignal(endOf(follower), signal)
  } catch (error) {
    const output = snapshot?.record.output
    if (!output || !(error instanceof OperationTimeoutError)) throw error
    const { id, transactionHash } = task
    throw new OutputUnavailableError({
      task: id,
      transactionHash,
      output,
      cause: follower.outputFailure ?? error,
    })
  }
}

/** The last step, if the task has come to its end. */
async function endOf(follower: Follower): Promise<TaskStep | undefined> {
  const { context, task, signal, snapshot } = follower
  if (!snapshot || follower.isStale || snapshot.record.state === 'open') {
    return undefined
  }
  const { output: outputCid, fee: amount } = snapshot.record
  if (!outputCid) {
    return refundOf(follower, snapshot, amount)
  }
  const output = await readOutput(context, task, outputCid, signal, (error) => {
    follower.outputFailure = error
  })
  return answerWith(follower, output, outputCid)
}

async function refundOf(
  follower: Follower,
  snapshot: TaskSnapshot,
  amount: bigint,
): Promise<TaskStep | undefined> {
  const { context, told, signal } = follower
  const reason = await attempt(follower, () =>
    readRefundReason(context.chain, snapshot, told, signal),
  )
  return reason.ok
    ? { type: 'refund', amount, reason: reason.value }
    : undefined
}

/** Nothing, if the chain has taken the decision back while the output was read. */
async function answerWith(
  follower: Follower,
  output: Output,
  outputCid: Cid,
): Promise<TaskStep | undefined> {
  const { context, task, signal, snapshot } = follower
  const { chain } = context
  const parameters = await parametersOf(context, signal)
  const history = await attempt(follower, () =>
    readHistory(chain, task.id, signal),
  )
  if (!history.ok) return undefined
  if (history.value.record.output !== snapshot?.record.output) {
    follower.isStale = true
    return undefined
  }
  const receipt = receiptOf(history.value, chain.deployment, parameters)
  const { id, transactionHash } = task
  if (isAnswer(output)) {
    const { text } = output
    const answer = { text, output, outputCid, task: id, receipt }
    return { type: 'answer', answer }
  }
  const { error: reason } = output
  const of = { task: id, transactionHash, output, outputCid, receipt }
  return { type: 'error', error: new AnswerFailedError({ ...of, reason }) }
}

function isAnswer(output: Output): output is AnswerOutput {
  return output.finishReason !== 'error'
}
