import { InvalidArgumentError } from '@aichain/base'
import type { Message } from '@aichain/inference'

/**
 * The newest part of a conversation that fits into a budget of tokens.
 *
 * Whole turns go, oldest first: a turn is a user's message and what was answered
 * to it. What stays in any case is the system message at the beginning and the
 * user's last message, even where these alone are beyond the budget: then `ask`
 * refuses the prompt by name, and nothing is paid.
 *
 * @param options - `budget`: tokens that the prompt may have; `count` counts
 *   them, for example with `promptCounter` of `@aichain/inference/tokens`.
 * @throws InvalidArgumentError - A budget or a count that is no number.
 *
 * @example
 * ```ts
 * import { type Message, trimConversation } from '@aichain/sdk'
 *
 * // Four characters a token: a rule of thumb for English.
 * const count = (messages: readonly Message[]) =>
 *   messages.reduce((sum, { content }) => sum + content.length / 4, 0)
 *
 * export function recent(conversation: readonly Message[]) {
 *   return trimConversation(conversation, { budget: 1500, count })
 * }
 * ```
 */
export function trimConversation<TMessage extends Message>(
  messages: readonly TMessage[],
  options: {
    readonly budget: number
    readonly count: (messages: readonly TMessage[]) => number
  },
): readonly TMessage[] {
  const { budget } = options
  checkNumber('budget', budget)
  const count = (part: readonly TMessage[]) =>
    checkNumber('count', options.count(part))
  const start = messages.findIndex(({ role }) => role !== 'system')
  const system = start < 0 ? messages : messages.slice(0, start)
  const turns = turnsOf(start < 0 ? [] : messages.slice(start))
  for (let first = 0; first < turns.length; first += 1) {
    const kept = [...system, ...turns.slice(first).flat()]
    if (first === turns.length - 1 || count(kept) <= budget) return kept
  }
  return system
}

/** With what is no number, such as a promise, nothing would ever fit. */
function checkNumber(argument: string, value: unknown): number {
  if (typeof value === 'number' && !Number.isNaN(value)) return value
  const expected =
    argument === 'count' ? 'a function that gives a number' : 'a number'
  throw new InvalidArgumentError({ argument, expected, actual: value })
}

/** Each begins with a user's message; what comes before the first is one too. */
function turnsOf<TMessage extends Message>(
  messages: readonly TMessage[],
): readonly (readonly TMessage[])[] {
  const turns: TMessage[][] = []
  for (const message of messages) {
    const turn = turns.at(-1)
    if (!turn || message.role === 'user') turns.push([message])
    else turn.push(message)
  }
  return turns
}
