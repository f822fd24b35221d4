import { type Address, eitherSignal, raceSignal } from '@aichain/base'
import { feeOf } from '../../core/money/price.js'
import type { TaskId } from '../../core/task/task.js'
import { TaskNotPostedError } from '../../errors/task.js'
import type { CheckedRequest } from './check-request.js'
import { type ChosenTerms, holdTerms } from './chosen-terms.js'
import { requireWriter, type TaskContext } from './context.js'
import { findOwnTask } from './own-task.js'
import { newPayment, type Payment } from './payment.js'
import type { PostedTask } from './posted-task.js'
import { postingError } from './posting-error.js'
import { checkFeasible, requireStore } from './preflight.js'
import { isUnsent, sendOrder } from './send-order.js'
import { storePrompt } from './store-prompt.js'
import { storeUntil } from './store-until.js'
import type { TaskCall } from './task-call.js'
import {
  draftTask,
  sketchTask,
  type TaskDraft,
  type TaskSketch,
} from './task-draft.js'
import type { TaskStep } from './update.js'

/** What every part of posting works with. */
type Posting = {
  readonly context: TaskContext
  readonly account: Address
  readonly sketch: TaskSketch
  readonly payment: Payment
  readonly signal: AbortSignal
  readonly tell: (step: TaskStep) => void
}

/** A posting whose terms are known. */
type Ordering = Posting & { readonly draft: TaskDraft }

/**
 * Posts a task and stores its prompt; resolves once it is in a block and the
 * prompt is stored.
 *
 * Nothing is sent before everything was checked, and nothing is stored before
 * the transaction is sent: what a user does not sign, nobody gets to read. The
 * id is told before the wallet is asked, so that no crash can lose the task.
 */
export async function postTask(
  context: TaskContext,
  request: CheckedRequest,
  { signal, outer }: TaskCall,
  tell: (step: TaskStep) => void,
): Promise<PostedTask> {
  const { account } = requireWriter(context)
  requireStore(context)
  const sketch = sketchTask(account, request)
  const payment = newPayment()
  const posting = { context, account, sketch, payment, signal, tell }
  try {
    return await raceSignal(post(posting, request), signal)
  } catch (error) {
    if (outer?.aborted) throw outer.reason
    throw postingError(error, sketch, payment)
  }
}

async function post(
  posting: Posting,
  request: CheckedRequest,
): Promise<PostedTask> {
  const { context, account, sketch, payment, signal } = posting
  const own = await findOwnTask(context, account, request, sketch, signal)
  if (own) return adopt(posting, own)
  const { chain } = context
  // A random nonce comes once.
  const isNew = request.identity.type === 'random'
  const chosen: ChosenTerms = isNew ? new Map() : context.chosen
  const held = await holdTerms(chosen, account, sketch, () =>
    checkFeasible(context, request, signal),
  )
  const draft = draftTask(chain.deployment, account, sketch, held.terms)
  payment.task = draft.id
  try {
    return await order({ ...posting, draft })
  } catch (error) {
    if (isUnsent(error, payment) || error instanceof TaskNotPostedError)
      held.release()
    throw error
  }
}

/** Goes on with a task that an earlier attempt has posted: only its prompt may be missing. */
async function adopt(posting: Posting, own: PostedTask): Promise<PostedTask> {
  const { context, sketch, payment, signal } = posting
  await noteIncluded(posting, own)
  const record = await context.chain.getTask(own.id, { signal })
  if (record?.state !== 'open') return own
  const { bytes, prompt } = sketch
  await storePrompt(context, { id: own.id, prompt, bytes }, payment, signal)
  tellStored(posting, own.id)
  return own
}

/** Sends the order, and stores the prompt beside it as soon as it is sent. */
async function order(posting: Ordering): Promise<PostedTask> {
  const { context, draft, payment } = posting
  const ended = new AbortController()
  const { signal, release } = eitherSignal(ended.signal, posting.signal)
  const storing = createStoring(posting, signal)
  try {
    const sending = sendOrder({
      context,
      draft,
      payment,
      signal,
      onProgress: () => {
        tellSent(posting)
        if (payment.stage === 'sent') storing.begin()
      },
    })
    // Whichever fails ends both: the other may fail later, and nobody asks.
    sending.catch(() => {})
    const posted = await Promise.race([
      sending,
      storing.stored.then(() => sending),
    ])
    await noteIncluded(posting, posted)
    storing.begin()
    await storing.stored
    return posted
  } finally {
    ended.abort()
    release()
  }
}

/** Storing that begins once, whoever asks first, and whose end can be awaited before. */
function createStoring(posting: Ordering, signal: AbortSignal) {
  const { context, draft, payment } = posting
  let begin = () => {}
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  const stored = begun
    .then(() => storePrompt(context, draft, payment, signal))
    .then(() => tellStored(posting, draft.id))
  stored.catch(() => {})
  return { begin, stored }
}

async function noteIncluded(
  { context, payment, signal, tell }: Posting,
  posted: PostedTask,
): Promise<void> {
  const { id: task, fee, transactionHash, blockNumber } = posted
  const { clock, logger } = context
  payment.stage = 'included'
  payment.task = task
  payment.transactionHash = transactionHash
  tell({ type: 'posted', task, transactionHash, blockNumber, fee })
  logger.info('task posted', { task, transactionHash })
  payment.storeUntil = await storeUntil(context, posted, clock.now(), signal)
}

function tellSent({ draft, payment, tell }: Ordering): void {
  const { id: task, prompt, order } = draft
  const { transactionHash } = payment
  if (transactionHash === undefined) {
    tell({ type: 'awaiting-signature', task, prompt, fee: feeOf(order) })
  } else tell({ type: 'transaction-sent', task, transactionHash })
}

function tellStored({ sketch: { prompt }, tell }: Posting, task: TaskId): void {
  tell({ type: 'prompt-stored', task, prompt })
}
