import { AichainError } from '@aichain/base'
import { expect, test } from 'vitest'
import { exampleReceipt } from '../../test/example-receipt.js'
import {
  AnswerFailedError,
  AnswerOverturnedError,
  AnswerTimeoutError,
  AnswerVoidError,
  ChainLostError,
  ChainStoppedError,
  IdempotencyKeyReusedError,
  OutputInvalidError,
  OutputMismatchError,
  OutputUnavailableError,
  PromptInvalidError,
  PromptNotStoredError,
  PromptTooLargeError,
  PromptTooLongError,
  TaskDroppedError,
  TaskInterruptedError,
  TaskNotClosableError,
  TaskNotFoundError,
  TaskNotPostedError,
  TaskRefundedError,
  TaskTimeoutError,
  TaskUnconfirmedError,
} from './task.js'

const task = `0x${'ab'.repeat(32)}` as const
const transactionHash = `0x${'cd'.repeat(32)}` as const
const output = 'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq'
const other = 'bafkreifhsn5wjogkuwhqg4q3w25m6xdyzmrv727a44frxbgntfkbiynary'
const of = { task, transactionHash }

const before = [
  new TaskNotFoundError({ task }),
  new PromptInvalidError({ reason: 'messages: must be a list' }),
  new PromptInvalidError({ reason: 'odd', advice: 'Even it out.' }),
  new PromptTooLargeError({ size: 20, maximum: 10 }),
  new PromptTooLongError({ tokens: 2100, maximum: 2047 }),
  new PromptTooLongError({ atMost: 2100, maximum: 2047 }),
]

/** Those that come after a task may have been paid for. */
const after = [
  new IdempotencyKeyReusedError({ ...of, idempotencyKey: 'turn 1' }),
  new TaskUnconfirmedError({ task }),
  new TaskNotPostedError(of),
  new PromptNotStoredError({
    ...{ ...of, prompt: output },
    bytes: new Uint8Array(3),
  }),
  new AnswerTimeoutError({ ...of, timeout: 60_000 }),
  new ChainLostError(of),
  new ChainStoppedError({ ...of, blockNumber: 7n, silence: 120_000 }),
  new TaskTimeoutError({ ...of, deadline: 1_700_000_000 }),
  new TaskInterruptedError({ ...of, reason: 'The store refused.' }),
  new TaskDroppedError(of),
  new TaskRefundedError({ ...of, amount: 5n, kept: 0n, reason: 'no-votes' }),
  new AnswerFailedError({
    ...{ ...of, reason: 'prompt-too-long', outputCid: output },
    output: {
      ...{ type: 'aichain/output/1', model: other, prompt: other },
      ...{ finishReason: 'error', error: 'prompt-too-long' },
    },
    receipt: exampleReceipt().receipt,
  }),
  new AnswerOverturnedError({ ...of, outputCid: output, appeal: task }),
  new AnswerVoidError({ ...of, outputCid: output, appeal: task }),
  new TaskNotClosableError({ ...of, closableAt: 1_700_000_000 }),
  new OutputUnavailableError({ ...of, output }),
  new OutputInvalidError({ ...of, output, reason: 'not JSON' }),
  new OutputMismatchError({
    ...{ ...of, output, field: 'model' },
    ...{ expected: output, actual: other },
  }),
]

const all = [...before, ...after]

test('each says what happened, with what, and what to do', () => {
  const messages = all.map(({ code, message }) =>
    `${code}: ${message}`
      .replaceAll(task, '<task>')
      .replaceAll(transactionHash, '<hash>'),
  )
  expect(messages.join('\n\n')).toMatchInlineSnapshot(`
    "task-not-found: The chain does not know this task.
    task: <task>
    Check the task id and the deployment; if the transaction may be on its way, resume the task later.

    prompt-invalid: The messages are not a valid prompt: messages: must be a list.
    Correct the messages.

    prompt-invalid: The messages are not a valid prompt: odd.
    Even it out.

    prompt-too-large: The prompt is larger than the model accepts.
    size: 20 bytes
    maximum: 10 bytes
    Leave out the oldest messages, or choose another model.

    prompt-too-long: The prompt does not fit into the model's context.
    tokens: 2100
    maximum: 2047
    Leave out the oldest messages, or choose a model with a longer context.

    prompt-too-long: The prompt is not known to fit into the model's context.
    atMost: 2100
    maximum: 2047
    Pass \`countTokens\` to the client, which counts with the model's own tokenizer, or leave out the oldest messages.

    idempotency-key-reused: The idempotency key was used for another request.
    task: <task>
    transactionHash: <hash>
    idempotencyKey: turn 1
    Follow the earlier task with resume(task), or take another key for this request.

    task-unconfirmed: The task may have been sent, but it is in no block so far.
    task: <task>
    Wait for it with resume(task); another order may pay a second fee.

    task-not-posted: The task's transaction was sent, but the order was not taken.
    task: <task>
    transactionHash: <hash>
    Only gas was spent. Read the cause; resume(task) finds the task if it is posted after all.

    prompt-not-stored: The task was sent, but its prompt could not be stored.
    task: <task>
    transactionHash: <hash>
    prompt: bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq
    Store \`bytes\` with another content store and resume(task), or call resume(task, { messages }).

    answer-timeout: The answer did not come within 60000 ms.
    task: <task>
    transactionHash: <hash>
    timeout: 60000
    The task is paid for and goes on: wait for it with resume(task).

    chain-lost: The chain no longer answers, so the task cannot be followed.
    task: <task>
    transactionHash: <hash>
    The task goes on without this client: resume(task) when the endpoint is back, or through another one.

    chain-stopped: The chain has made no block after 7.
    task: <task>
    transactionHash: <hash>
    blockNumber: 7
    silence: 120000 ms
    Call resume(task) when the chain makes blocks again, or through another endpoint.

    task-timeout: The task is past its deadline, and nobody closed it.
    task: <task>
    transactionHash: <hash>
    deadline: 2023-11-14T22:13:20.000Z
    Close it with close(task), or resume(task) later.

    task-interrupted: The task could not be followed: The store refused.
    task: <task>
    transactionHash: <hash>
    The task is paid for and goes on: remove the cause, then resume(task).

    task-dropped: A reorganization of the chain removed the task.
    task: <task>
    transactionHash: <hash>
    The fee was not taken, but the task may return: resume(task) finds it; order anew only with the same key or nonce.

    task-refunded: The task ended without an answer (no-votes).
    task: <task>
    transactionHash: <hash>
    refund: 5 wei
    kept: 0 wei
    Take the fee back with withdraw() before another order; resume(task) tells how the members voted.

    answer-failed: The nodes agreed that there is no answer (prompt-too-long).
    task: <task>
    transactionHash: <hash>
    output: bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq
    Change the prompt or the model before another order; resume(task) gives this verdict again.

    answer-overturned: An appeal found another answer than the committee.
    task: <task>
    transactionHash: <hash>
    output: bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq
    appeal: <task>
    Do not rely on it: resume(task) with the task of the appeal gives what the larger committee agreed on.

    answer-void: Whether the answer is right cannot be found out any more.
    task: <task>
    transactionHash: <hash>
    output: bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq
    appeal: <task>
    Do not rely on it: resume(task) shows how the members voted; store the prompt before another order.

    task-not-closable: The task cannot be closed yet.
    task: <task>
    transactionHash: <hash>
    closableAt: 2023-11-14T22:13:20.000Z
    Wait for its deadline, or follow it with resume(task).

    output-unavailable: The nodes agreed, but their output could not be fetched.
    task: <task>
    transactionHash: <hash>
    output: bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq
    Call resume(task) later, or with another content store: the answer is decided and paid for.

    output-invalid: The agreed output is not a valid document: not JSON.
    task: <task>
    transactionHash: <hash>
    output: bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq
    Do not trust it; report the task, which resume(task) shows again, and ask a larger committee.

    output-mismatch: The agreed output is for another model.
    task: <task>
    transactionHash: <hash>
    output: bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq
    expected model: bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq
    actual model: bafkreifhsn5wjogkuwhqg4q3w25m6xdyzmrv727a44frxbgntfkbiynary
    Do not trust it; report the task, which resume(task) shows again, and ask a larger committee."
  `)
})

test('each has its own code, but for variants of one', () => {
  for (const error of all) expect(AichainError.isInstance(error)).toBe(true)
  const classes = new Set(all.map((error) => error.constructor))
  expect(new Set(all.map(({ code }) => code)).size).toBe(classes.size)
})

test.each(after)(
  '$code leads to resume, and never to a second fee',
  (error) => {
    expect(error).toMatchObject({ task, isRetryable: false })
    expect(error.remedy).toMatch(/resume\(task/)
    expect(error.remedy).not.toMatch(/call (it )?again|try again|retry/i)
  },
)
