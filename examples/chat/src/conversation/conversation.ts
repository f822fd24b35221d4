import type { Message } from '@aichain/sdk'
import { isRefuted } from './standing.js'
import type { Turn } from './turn.js'

/**
 * The whole conversation as one prompt: every question that was answered with
 * its answer, then `question`. What has no answer, or none to rely on, never was
 * said.
 */
export function messagesFor(
  turns: readonly Turn[],
  question: string,
): readonly Message[] {
  return [
    ...turns.flatMap(answeredMessages),
    { role: 'user', content: question },
  ]
}

function answeredMessages({ question, outcome }: Turn): Message[] {
  if (outcome.type !== 'answered') return []
  const { output, text } = outcome.answer
  if (output.finishReason === 'error' || isRefuted(outcome.standing)) return []
  return [
    { role: 'user', content: question },
    { role: 'assistant', content: text },
  ]
}
