import { AichainError } from '@aichain/base'
import { expect, test } from 'vitest'
import {
  OutputInvalidError,
  OutputMismatchError,
  OutputUnavailableError,
  PromptInvalidError,
  PromptTooLargeError,
  TaskDroppedError,
  TaskNotFoundError,
  TaskRefundedError,
  TaskTimeoutError,
} from './task.js'

const task = `0x${'ab'.repeat(32)}` as const
const output = 'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq'
const other = 'bafkreifhsn5wjogkuwhqg4q3w25m6xdyzmrv727a44frxbgntfkbiynary'

const all = [
  new TaskNotFoundError({ task }),
  new PromptInvalidError({ reason: 'messages: must be a list' }),
  new PromptTooLargeError({ size: 20, maximum: 10 }),
  new TaskTimeoutError({ task, deadline: 1_700_000_000 }),
  new TaskDroppedError({ task }),
  new TaskRefundedError({ task, amount: 5n, reason: 'below-quorum' }),
  new OutputUnavailableError({ task, output }),
  new OutputInvalidError({ task, output, reason: 'not JSON' }),
  new OutputMismatchError({
    ...{ task, output, field: 'model' },
    ...{ expected: output, actual: other },
  }),
] as const

test('each says what happened, with what, and what to do', () => {
  expect(
    all.map(({ message }) => message.replaceAll(task, '<task>')),
  ).toMatchInlineSnapshot(`
    [
      "The chain knows no such task.
    task: <task>
    Check the task id, and that the deployment is the one it is on.",
      "The messages are no valid prompt: messages: must be a list.
    Correct the messages; the last one must be from the user.",
      "The prompt is larger than the model accepts.
    size: 20 bytes
    maximum: 10 bytes
    Leave out the oldest messages, or choose another model.",
      "The task is past its deadline and was not closed.
    task: <task>
    deadline: 2023-11-14T22:13:20.000Z
    Resume the task when the chain makes blocks again.",
      "A reorganization of the chain removed the task.
    task: <task>
    Submit it again; the fee was not taken.",
      "The task ended without an answer (below-quorum).
    task: <task>
    refund: 5 wei
    Take the fee back with withdraw(), then ask again.",
      "The nodes agreed, but their output could not be fetched.
    task: <task>
    output: bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq
    Resume the task later, or through another content store.",
      "The agreed output is no valid document: not JSON.
    task: <task>
    output: bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq
    Do not trust it; ask again with a larger committee.",
      "The agreed output is for another model.
    task: <task>
    output: bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq
    expected model: bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq
    actual model: bafkreifhsn5wjogkuwhqg4q3w25m6xdyzmrv727a44frxbgntfkbiynary
    Do not trust it; ask again with a larger committee.",
    ]
  `)
})

test('each has its own code and tells whether trying again can help', () => {
  for (const error of all) expect(AichainError.isInstance(error)).toBe(true)
  const retryable = all.filter(({ isRetryable }) => isRetryable)
  expect(new Set(all.map(({ code }) => code)).size).toBe(all.length)
  expect(retryable.map(({ code }) => code)).toEqual([
    'task-timeout',
    'task-dropped',
    'task-refunded',
    'output-unavailable',
  ])
})
