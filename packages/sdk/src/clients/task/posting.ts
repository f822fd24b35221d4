import { eitherSignal, raceSignal } from '@aichain/base'
import type { CheckedRequest } from './check-request.js'
import { parametersOf, requireWriter, type TaskContext } from './context.js'
import { findOwnTask, refuseReusedKey } from './own-task.js'
import { newPayment, type Payment } from './payment.js'
import type { PostedTask } from './posted-task.js'
import { postingError } from './posting-error.js'
import { checkFeasible, requireStore } from './preflight.js'
import { sendOrder } from './send-order.js'
import { storePrompt } from './store-prompt.js'
import type { TaskCall } from './task-call.js'
import { draftTask, type TaskDraft } from './task-draft.js'
import type { TaskStep } from './update.js'

/** What every part of posting works with. */
type Posting = {
  readonly context: TaskContext
  readonly draft: TaskDraft
  readonly payment: Payment
  readonly signal: AbortSignal
  readonly tell: (step: TaskStep) => void
}

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
  const draft = draftTask(context.chain.deployment, account, request)
  const payment = newPayment()
  const posting = { context, draft, payment, signal, tell }
  try {
    return await raceSignal(post(posting, request), signal)
  } catch (error) {
    if (outer?.aborted) throw outer.reason
    throw postingError(error, draft, payment)
  }
}

async function post(
  posting: Posting,
  request: CheckedRequest,
): Promise<PostedTask> {
  const { context, draft, signal } = posting
  const { account } = requireWriter(context)
  const own = await findOwnTask(context, request, draft, signal)
  if (own) return adopt(posting, own)
  const [fee] = await Promise.all([
    checkFeasible(context, request, signal),
    refuseReusedKey(context, account, request, draft, signal),
  ])
  return order(posting, fee)
}

/** Goes on with a task that an earlier attempt has posted: only its prompt may be missing. */
async function adopt(posting: Posting, own: PostedTask): Promise<PostedTask> {
  const { context, draft, payment, signal } = posting
  await noteIncluded(posting, own)
  const record = await context.chain.getTask(own.id, { signal })
  if (record?.state !== 'open') return own
  await storePrompt(context, draft, payment, signal)
  tellStored(posting)
  return own
}

/** Sends the order, and stores the prompt beside it as soon as it is sent. */
async function order(posting: Posting, fee: bigint): Promise<PostedTask> {
  const { context, draft, payment } = posting
  const ended = new AbortController()
  const { signal, release } = eitherSignal(ended.signal, posting.signal)
  const storing = createStoring(posting, signal)
  try {
    const sending = sendOrder({
      context,
      draft,
      fee,
      payment,
      signal,
      onProgress: () => {
        tellSent(posting, fee)
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
function createStoring(posting: Posting, signal: AbortSignal) {
  const { context, draft, payment } = posting
  let begin = () => {}
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  const stored = begun
    .then(() => storePrompt(context, draft, payment, signal))
    .then(() => tellStored(posting))
  stored.catch(() => {})
  return { begin, stored }
}

async function noteIncluded(
  { context, draft, payment, signal, tell }: Posting,
  posted: PostedTask,
): Promise<void> {
  const { fee, transactionHash, blockNumber } = posted
  const { clock, logger } = context
  payment.stage = 'included'
  payment.transactionHash = transactionHash
  tell({ type: 'posted', task: draft.id, transactionHash, blockNumber, fee })
  logger.info('task posted', { task: draft.id, transactionHash })
  const { commitWindow } = await parametersOf(context, signal)
  // Nodes ask for a prompt until half of the window is over.
  payment.storeUntil = clock.now() + commitWindow * 500
}

function tellSent({ draft, payment, tell }: Posting, fee: bigint): void {
  const { id: task, prompt } = draft
  const { transactionHash } = payment
  if (transactionHash === undefined) {
    tell({ type: 'awaiting-signature', task, prompt, fee })
  } else tell({ type: 'transaction-sent', task, transactionHash })
}

function tellStored({ draft: { id: task, prompt }, tell }: Posting): void {
  tell({ type: 'prompt-stored', task, prompt })
}
