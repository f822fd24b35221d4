import {
  asDate,
  type Cid,
  defineError,
  type Hex,
  inBytes,
  inWei,
} from '@aichain/base'
import type { GenerationErrorCode, Output } from '@aichain/inference'
import type { Receipt } from '../core/receipt/receipt.js'
import type { TaskId } from '../core/task/task.js'

/**
 * What every error carries that comes after a task may have been paid for. None
 * of them is retryable: what can be repeated is `TaskClient.resume`.
 */
type OfTask = {
  readonly task: TaskId
  /** The transaction that posts the task, where it is known. */
  readonly transactionHash?: Hex | undefined
}

/**
 * The chain knows no task with this id.
 *
 * Why: the id is mistyped, belongs to another chain or contract, or its
 * transaction is not in a block yet. Check the id and the deployment, or wait
 * for a block and ask again.
 */
export class TaskNotFoundError extends /* @__PURE__ */ defineError<{
  readonly task: TaskId
}>()({
  code: 'task-not-found',
  message: 'The chain does not know this task.',
  remedy:
    'Check the task id and the deployment; if the transaction may be on its way, resume the task later.',
}) {}

/**
 * The conversation cannot be a prompt.
 *
 * Nothing was sent. Why: no messages, an empty one, an unknown role, an unknown
 * key, a last message that is not the user's, text that is not well-formed
 * Unicode, or an order of roles that the model's chat template refuses, or is
 * not known to accept. Every node would refuse it in the same way, and the fee
 * would be spent on that. Correct the messages and ask again.
 */
export class PromptInvalidError extends /* @__PURE__ */ defineError<{
  readonly reason: string
  /** What would make a prompt of it, where that can be said. */
  readonly advice?: string | undefined
}>()({
  code: 'prompt-invalid',
  message: ({ reason }) => `The messages are not a valid prompt: ${reason}.`,
  remedy: ({ advice = 'Correct the messages.' }) => advice,
  facts: () => ({}),
}) {}

/**
 * The prompt has more bytes than the model accepts.
 *
 * Nothing was sent. The limit is `decoding.maxPromptBytes` of the model's
 * manifest. Shorten the conversation, for example by leaving out its oldest
 * turns, or use a model with a larger limit.
 */
export class PromptTooLargeError extends /* @__PURE__ */ defineError<{
  /** Bytes. */
  readonly size: number
  /** Bytes. */
  readonly maximum: number
}>()({
  code: 'prompt-too-large',
  message: 'The prompt is larger than the model accepts.',
  remedy: 'Leave out the oldest messages, or choose another model.',
  format: { size: inBytes, maximum: inBytes },
}) {}

/**
 * The prompt has more tokens than the model's context has room for, or is not
 * known to fit.
 *
 * Nothing was sent. Prompt and answer share the context of `contextLimit`
 * tokens, and the answer needs at least one. `tokens` was counted with the
 * model's own tokenizer; where the client has none, `atMost` is a bound that
 * always holds and is usually far too high. Leave out the oldest turns
 * (`trimConversation`), or give the client a counter: `promptCounter` of
 * `@aichain/inference/tokens` as `countTokens`.
 */
export class PromptTooLongError extends /* @__PURE__ */ defineError<{
  /** Tokens of the prompt, where they could be counted. */
  readonly tokens?: number | undefined
  /** An upper bound, where they could not. */
  readonly atMost?: number | undefined
  /** Tokens that a prompt may have. */
  readonly maximum: number
}>()({
  code: 'prompt-too-long',
  message: ({ tokens }) =>
    tokens === undefined
      ? "The prompt is not known to fit into the model's context."
      : "The prompt does not fit into the model's context.",
  remedy: ({ tokens }) =>
    tokens === undefined
      ? "Pass `countTokens` to the client, which counts with the model's own tokenizer, or leave out the oldest messages."
      : 'Leave out the oldest messages, or choose a model with a longer context.',
}) {}

/**
 * An idempotency key was used before, for another request.
 *
 * Nothing was sent. A key stands for one task: the same model, conversation and
 * committee. Why: the conversation has gone on, or two parts of a program share
 * a key. `task` is what the key was used for: follow it with
 * `TaskClient.resume`, or ask with another key.
 */
export class IdempotencyKeyReusedError extends /* @__PURE__ */ defineError<
  OfTask & { readonly idempotencyKey: string }
>()({
  code: 'idempotency-key-reused',
  message: 'The idempotency key was used for another request.',
  remedy:
    'Follow the earlier task with resume(task), or take another key for this request.',
}) {}

/**
 * The task's transaction may have been sent, and is in no block so far.
 *
 * The wallet was asked to sign, and nothing said in time what came of it. Why:
 * the transaction waits for a block because its price is low, the wallet is
 * still asking its user, or the answer of the RPC endpoint was lost. The task
 * has its id already: `TaskClient.resume` waits for it. Asking again without
 * `resume` may pay twice; the same request with the same `idempotencyKey` or
 * `nonce` cannot.
 */
export class TaskUnconfirmedError extends /* @__PURE__ */ defineError<OfTask>()(
  {
    code: 'task-unconfirmed',
    message: 'The task may have been sent, but it is in no block so far.',
    remedy:
      'Wait for it with resume(task); another order may pay a second fee.',
  },
) {}

/**
 * The task's transaction was sent, and the order was not taken.
 *
 * The fee was not paid, only gas. Why: the transaction reverted because the
 * contract's state had changed, or another transaction took its place; `cause`
 * says which. Read the cause before ordering anew; `TaskClient.resume` finds the
 * task if it is posted after all.
 */
export class TaskNotPostedError extends /* @__PURE__ */ defineError<OfTask>()({
  code: 'task-not-posted',
  message: "The task's transaction was sent, but the order was not taken.",
  remedy:
    'Only gas was spent. Read the cause; resume(task) finds the task if it is posted after all.',
}) {}

/**
 * The task is paid for, but the content store did not take its prompt.
 *
 * Nodes ask for the prompt until half of the commit window is over; one that
 * they cannot get ends in a refund. Why: the store is down, refuses the write,
 * or gave back another CID; `cause` says more. Store `bytes` with any content
 * store, as one raw block, and follow the task with `TaskClient.resume`; or
 * pass the messages to `resume`, which stores them.
 */
export class PromptNotStoredError extends /* @__PURE__ */ defineError<
  OfTask & {
    readonly prompt: Cid
    /** The prompt: the bytes whose CID `prompt` is. */
    readonly bytes: Uint8Array
  }
>()({
  code: 'prompt-not-stored',
  message: 'The task was sent, but its prompt could not be stored.',
  remedy:
    'Store `bytes` with another content store and resume(task), or call resume(task, { messages }).',
}) {}

/**
 * The answer did not come within the call's `timeout`.
 *
 * The task is on-chain and paid for, and the nodes go on. Call
 * `TaskClient.resume` with it and wait on; asking again would pay a second fee.
 */
export class AnswerTimeoutError extends /* @__PURE__ */ defineError<
  OfTask & {
    /** Milliseconds that were allowed. */
    readonly timeout: number
  }
>()({
  code: 'answer-timeout',
  message: ({ timeout }) => `The answer did not come within ${timeout} ms.`,
  remedy: 'The task is paid for and goes on: wait for it with resume(task).',
}) {}

/**
 * The chain no longer answers, so that the task cannot be followed.
 *
 * The task is on-chain and paid for, and the nodes go on. Why: the RPC endpoint
 * is down, or the network between is broken; `cause` says more. Call
 * `TaskClient.resume` once the endpoint is back, or through another one.
 */
export class ChainLostError extends /* @__PURE__ */ defineError<OfTask>()({
  code: 'chain-lost',
  message: 'The chain no longer answers, so the task cannot be followed.',
  remedy:
    'The task goes on without this client: resume(task) when the endpoint is back, or through another one.',
}) {}

/**
 * The chain answers, but makes no blocks: the task cannot come to its end.
 *
 * Nothing is lost: fee or answer stay in the contract. Why: the chain has
 * stopped, or the RPC endpoint has lost its peers and shows an old state. Call
 * `TaskClient.resume` once there are blocks again, or through another endpoint.
 */
export class ChainStoppedError extends /* @__PURE__ */ defineError<
  OfTask & {
    /** The newest block. */
    readonly blockNumber: bigint
    /** Milliseconds for which there has been none after it. */
    readonly silence: number
  }
>()({
  code: 'chain-stopped',
  message: ({ blockNumber }) =>
    `The chain has made no block after ${blockNumber}.`,
  remedy:
    'Call resume(task) when the chain makes blocks again, or through another endpoint.',
  format: { silence: (milliseconds) => `${milliseconds} ms` },
}) {}

/**
 * The task is past its last deadline, and nobody closed it.
 *
 * The chain makes blocks. Why: the nodes are gone, and the transaction of this
 * client that would close the task was refused or is waiting; `cause` says
 * more. Nothing is lost: fee or answer stay in the contract. Call
 * `TaskClient.close` with the task, or `TaskClient.resume` later.
 */
export class TaskTimeoutError extends /* @__PURE__ */ defineError<
  OfTask & {
    /** Seconds since the epoch at which anyone may close the task. */
    readonly deadline: number
  }
>()({
  code: 'task-timeout',
  message: 'The task is past its deadline, and nobody closed it.',
  remedy: 'Close it with close(task), or resume(task) later.',
  format: { deadline: asDate },
}) {}

/**
 * The task could not be followed to its end.
 *
 * It is on-chain and paid for, and goes on without this client. `cause` says
 * what stood in the way: the RPC endpoint or the content store refused a
 * request, or served other bytes. Remove the cause, then call
 * `TaskClient.resume` with the task; asking again would pay a second fee.
 */
export class TaskInterruptedError extends /* @__PURE__ */ defineError<
  OfTask & {
    /** What stood in the way. */
    readonly reason: string
  }
>()({
  code: 'task-interrupted',
  message: ({ reason }) => `The task could not be followed: ${reason}`,
  remedy:
    'The task is paid for and goes on: remove the cause, then resume(task).',
  facts: ({ task, transactionHash }) => ({ task, transactionHash }),
}) {}

/**
 * A reorganization removed the task and no later block brought it back.
 *
 * The fee was not taken, because the transaction is not part of the chain. Why:
 * the chain switched to a branch without it, and the network dropped it. It may
 * return all the same: `TaskClient.resume` finds it then. Order anew only with
 * the same `idempotencyKey` or `nonce`, which is paid once.
 */
export class TaskDroppedError extends /* @__PURE__ */ defineError<OfTask>()({
  code: 'task-dropped',
  message: 'A reorganization of the chain removed the task.',
  remedy:
    'The fee was not taken, but the task may return: resume(task) finds it; order anew only with the same key or nonce.',
}) {}

/** Why a task ended without an answer. */
export type RefundReason =
  | 'below-quorum'
  | 'unavailable'
  | 'no-votes'
  | 'not-drawn'

/**
 * The task ended without an answer, and its fee went back to the requester, less
 * a small part where members worked for nothing.
 *
 * `below-quorum`: too few members gave the same output. `unavailable`: a quorum
 * could not fetch the prompt. `no-votes`: there was a committee,
 * and no member voted. `not-drawn`: too few seats could be drawn, or the
 * beacon's round never came. After the first two a part is kept, so that asking
 * is no lottery. `amount` waits in the
 * contract: `TaskClient.withdraw` pays it out. Then order anew, after
 * `below-quorum` with a larger committee.
 */
export class TaskRefundedError extends /* @__PURE__ */ defineError<
  OfTask & {
    /** Wei that went back. */
    readonly amount: bigint
    /** Wei of the fee that were kept, for the members who worked or for the sink. */
    readonly kept: bigint
    readonly reason: RefundReason
  }
>()({
  code: 'task-refunded',
  message: ({ reason }) => `The task ended without an answer (${reason}).`,
  remedy:
    'Take the fee back with withdraw() before another order; resume(task) tells how the members voted.',
  facts: ({ task, transactionHash, amount, kept }) => ({
    task,
    transactionHash,
    refund: inWei(amount),
    kept: inWei(kept),
  }),
}) {}

/**
 * The nodes agreed that the prompt has no answer.
 *
 * The fee was paid for this verdict. `prompt-malformed`: the model's chat
 * template refuses the conversation. `prompt-too-long`: it does not fit into
 * the context. `non-finite-logits`: the model computed something that is not a
 * number. The first two are found before paying where the client is given
 * `countTokens`. Change the prompt or the model; `TaskClient.resume` gives this
 * verdict again.
 */
export class AnswerFailedError extends /* @__PURE__ */ defineError<
  OfTask & {
    readonly reason: GenerationErrorCode
    /** The document that the nodes agreed on. */
    readonly output: Output
    readonly outputCid: Cid
    /** Who voted what, and what it brought. */
    readonly receipt: Receipt
  }
>()({
  code: 'answer-failed',
  message: ({ reason }) =>
    `The nodes agreed that there is no answer (${reason}).`,
  remedy:
    'Change the prompt or the model before another order; resume(task) gives this verdict again.',
  facts: ({ task, transactionHash, outputCid }) => ({
    task,
    transactionHash,
    output: outputCid,
  }),
}) {}

/**
 * An appeal found another output than the committee of the task.
 *
 * The first committee was paid, and a larger one found it wrong: its winners
 * lost their bonds. The output is not to be relied on. `appeal` is the task that
 * asked again: `TaskClient.resume` with it gives what the larger committee
 * agreed on.
 */
export class AnswerOverturnedError extends /* @__PURE__ */ defineError<
  OfTask & {
    /** What is not to be relied on. */
    readonly outputCid: Cid
    /** The task that found another output. */
    readonly appeal: TaskId
  }
>()({
  code: 'answer-overturned',
  message: 'An appeal found another answer than the committee.',
  remedy:
    'Do not rely on it: resume(task) with the task of the appeal gives what the larger committee agreed on.',
  facts: ({ task, transactionHash, outputCid, appeal }) => ({
    task,
    transactionHash,
    output: outputCid,
    appeal,
  }),
}) {}

/**
 * The answer will never be final: its last appeal could not fetch the prompt.
 *
 * A committee decided and was paid, but whether it was right cannot be found out
 * any more, because nobody serves the prompt that it answered. The output is not
 * to be relied on. Ask again, and keep the prompt stored until the answer is
 * final.
 */
export class AnswerVoidError extends /* @__PURE__ */ defineError<
  OfTask & {
    /** What is not to be relied on. */
    readonly outputCid: Cid
    /** The last task that was to find out. */
    readonly appeal: TaskId
  }
>()({
  code: 'answer-void',
  message: 'Whether the answer is right cannot be found out any more.',
  remedy:
    'Do not rely on it: resume(task) shows how the members voted; store the prompt before another order.',
  facts: ({ task, transactionHash, outputCid, appeal }) => ({
    task,
    transactionHash,
    output: outputCid,
    appeal,
  }),
}) {}

/**
 * The task cannot be closed yet: its members still have time.
 *
 * Nothing was sent. From `closableAt` on anybody may close it, whatever they do.
 * Wait until then, or follow it with `TaskClient.resume`.
 */
export class TaskNotClosableError extends /* @__PURE__ */ defineError<
  OfTask & {
    /** Seconds since the epoch, by the chain's clock. */
    readonly closableAt: number
  }
>()({
  code: 'task-not-closable',
  message: 'The task cannot be closed yet.',
  remedy: 'Wait for its deadline, or follow it with resume(task).',
  format: { closableAt: asDate },
}) {}

/**
 * The agreed output exists, but no content store delivered it in time.
 *
 * The answer is decided and not lost: its CID is in the error. Why: the content
 * store is down, or has not found a node that holds the bytes. Call
 * `TaskClient.resume` with the task later, or with another content store.
 */
export class OutputUnavailableError extends /* @__PURE__ */ defineError<
  OfTask & { readonly output: Cid }
>()({
  code: 'output-unavailable',
  message: 'The nodes agreed, but their output could not be fetched.',
  remedy:
    'Call resume(task) later, or with another content store: the answer is decided and paid for.',
}) {}

/**
 * The agreed bytes are not an output document in its canonical form.
 *
 * The bytes do have the agreed digest, so a quorum of the committee voted for
 * them. Why: a quorum of broken or colluding nodes. Do not show them as an
 * answer; report the task, and ask a larger committee.
 */
export class OutputInvalidError extends /* @__PURE__ */ defineError<
  OfTask & {
    readonly output: Cid
    readonly reason: string
  }
>()({
  code: 'output-invalid',
  message: ({ reason }) =>
    `The agreed output is not a valid document: ${reason}.`,
  remedy:
    'Do not trust it; report the task, which resume(task) shows again, and ask a larger committee.',
  facts: ({ task, transactionHash, output }) => ({
    task,
    transactionHash,
    output,
  }),
}) {}

/**
 * The agreed output answers another model or another prompt than the task's.
 *
 * Why: a quorum of the committee voted for a document that belongs elsewhere,
 * for example a replay of an older answer. Do not show it as an answer; report
 * the task, and ask a larger committee.
 */
export class OutputMismatchError extends /* @__PURE__ */ defineError<
  OfTask & {
    readonly output: Cid
    readonly field: 'model' | 'prompt'
    readonly expected: Cid
    readonly actual: Cid
  }
>()({
  code: 'output-mismatch',
  message: ({ field }) => `The agreed output is for another ${field}.`,
  remedy:
    'Do not trust it; report the task, which resume(task) shows again, and ask a larger committee.',
  facts: ({ task, transactionHash, output, field, expected, actual }) => ({
    task,
    transactionHash,
    output,
    [`expected ${field}`]: expected,
    [`actual ${field}`]: actual,
  }),
}) {}
