import { AnswerFailedError, type Output } from '@aichain/sdk'
import { expect, test } from 'vitest'
import { question, text } from '../../test/support/receipt.js'
import { answer, answered, asked, told } from '../../test/support/turns.js'
import { messagesFor } from './conversation.js'
import { stopReason } from './run-task.js'
import { failTurn } from './turn.js'

test('the first question stands alone', () => {
  expect(messagesFor([], 'Hello?')).toEqual([
    { role: 'user', content: 'Hello?' },
  ])
})

test('every answered turn goes into the next prompt', () => {
  const turns = [told(asked(), answered), told(asked('And then?'), answered)]
  expect(messagesFor(turns, 'Why?')).toEqual([
    { role: 'user', content: question },
    { role: 'assistant', content: text },
    { role: 'user', content: 'And then?' },
    { role: 'assistant', content: text },
    { role: 'user', content: 'Why?' },
  ])
})

test('what has no answer never was said', () => {
  const { model, prompt } = answer.output
  const output: Output = {
    type: 'aichain/output/1',
    model,
    prompt,
    finishReason: 'error',
    error: 'prompt-too-long',
  }
  const { task, outputCid, receipt } = answer
  const reason = 'prompt-too-long'
  const of = { task, output, outputCid, receipt, reason } as const
  const error = new AnswerFailedError(of)
  const refused = told(asked(), { type: 'error', error, at: 0 })
  expect(refused.outcome).toMatchObject({
    type: 'answered',
    answer: { output },
  })
  const stopped = failTurn(asked(), stopReason())
  expect(messagesFor([refused, stopped, asked()], 'Why?')).toHaveLength(1)
})
