import {
  accept,
  canonicalBytes,
  parseCanonical,
  type Result,
  refuse,
} from '@aichain/base'
import {
  type Check,
  integer,
  list,
  object,
  oneOf,
  optional,
  text,
} from '@aichain/base/check'

/** Who speaks. */
export type Role = 'system' | 'user' | 'assistant'

/** One turn of the conversation. */
export type Message = {
  readonly role: Role
  readonly content: string
}

/**
 * What a task asks. Its canonical bytes are one raw IPFS block:
 * `{"maxNewTokens":64,"messages":[...],"type":"aichain/prompt/1"}`.
 */
export type Prompt = {
  readonly type: 'aichain/prompt/1'
  readonly messages: readonly Message[]
  /** At most this many tokens; the manifest's limit applies when absent or larger. */
  readonly maxNewTokens?: number
}

/**
 * The canonical bytes of a prompt. Of a prompt from outside, check them with
 * {@link parsePrompt}.
 *
 * @example
 * ```ts
 * import { cidOf, encodePrompt } from '@aichain/inference'
 *
 * const bytes = encodePrompt({
 *   type: 'aichain/prompt/1',
 *   messages: [{ role: 'user', content: 'What is the capital of France?' }],
 * })
 * const prompt = cidOf(bytes)
 * ```
 */
export function encodePrompt(prompt: Prompt): Uint8Array {
  return canonicalBytes(prompt)
}

/**
 * Reads a prompt from its canonical bytes.
 *
 * Refused, with the reason: bytes that are not canonical, unknown keys, other
 * roles, no messages, a last message that is not the user's.
 *
 * @example
 * ```ts
 * import { parsePrompt } from '@aichain/inference'
 *
 * const parsed = parsePrompt(new TextEncoder().encode('{"messages":[]}'))
 * if (!parsed.ok) console.log(parsed.reason) // lacks "type"
 * ```
 */
export function parsePrompt(bytes: Uint8Array): Result<Prompt> {
  const parsed = parseCanonical(bytes)
  if (!parsed.ok) return parsed
  const reason = checkPrompt(parsed.value)
  return reason === undefined ? accept(parsed.value as Prompt) : refuse(reason)
}

const checkShape = object({
  type: oneOf('aichain/prompt/1'),
  messages: list(
    object({ role: oneOf('system', 'user', 'assistant'), content: text() }),
    1,
  ),
  maxNewTokens: optional(integer(1)),
})

/** Says why a value is not a {@link Prompt}, nothing if it is. */
export const checkPrompt: Check = (value) => {
  const reason = checkShape(value)
  if (reason !== undefined) return reason
  return (value as Prompt).messages.at(-1)?.role === 'user'
    ? undefined
    : 'messages: the last one must be from the user'
}
