import type { Cid } from '@aichain/base'
import type { Message, ModelManifest, Prompt } from '@aichain/inference'
import { PromptInvalidError, PromptTooLongError } from '../../errors/task.js'
import type { TaskContext } from './context.js'
import { counterOf, manifestOf } from './known-model.js'
import { boundTokens } from './token-bound.js'

/** How full a prompt makes a model's context, which the answer shares. */
export type ContextUse = (
  | {
      /** Tokens of the prompt, counted with the model's own tokenizer. */
      readonly tokens: number
    }
  | {
      /** No more tokens than this, and mostly far fewer: the client has no counter. */
      readonly atMost: number
    }
) & {
  /** Tokens of prompt and answer together. */
  readonly limit: number
}

/**
 * How much of its context a model needs to read a prompt.
 *
 * Errors: `PromptInvalidError` when the model cannot read it, or is not known to.
 */
export async function readContextUse(
  context: TaskContext,
  model: Cid,
  prompt: Prompt,
  signal: AbortSignal,
): Promise<ContextUse> {
  const [manifest, counter] = await Promise.all([
    manifestOf(context, model, signal),
    counterOf(context, model, signal),
  ])
  const limit = manifest.decoding.contextLimit
  if (!counter) {
    refuseUnknownOrder(prompt.messages, manifest)
    return { atMost: boundTokens(prompt.messages), limit }
  }
  const counted = counter.count(prompt)
  if (counted.ok) return { tokens: counted.value, limit }
  throw new PromptInvalidError({
    reason: `the model cannot read them (${counted.reason})`,
    advice:
      "Use the roles and the order that the model's chat template takes: many take no system message.",
  })
}

/** Throws unless a prompt leaves room for an answer: as every engine decides it. */
export function refuseFullContext(use: ContextUse): void {
  const { limit, ...size } = use
  const count = 'tokens' in use ? use.tokens : use.atMost
  // One token at least is the answer's.
  const maximum = limit - 1
  if (count > maximum) throw new PromptTooLongError({ ...size, maximum })
}

/**
 * Every chat template takes turns of user and assistant. That it takes a system
 * message too, only a golden vector shows, which every node has computed.
 */
function refuseUnknownOrder(
  messages: readonly Message[],
  { golden }: ModelManifest,
): void {
  const hasSystem = messages[0]?.role === 'system'
  const turns = hasSystem ? messages.slice(1) : messages
  const isInTurns = turns.every(
    ({ role }, index) => role === (index % 2 === 0 ? 'user' : 'assistant'),
  )
  if (!isInTurns) {
    throw new PromptInvalidError({
      reason:
        'user and assistant do not take turns, after at most one system message',
      advice:
        "Let them take turns, or pass `countTokens` to the client, which asks the model's own template.",
    })
  }
  if (!hasSystem || golden.some(showsSystem)) return
  throw new PromptInvalidError({
    reason: 'the model is not known to take a system message',
    advice:
      "Put the instructions into the user's first message, or pass `countTokens` to the client, which asks the model's own template.",
  })
}

function showsSystem({ prompt, generation }: ModelManifest['golden'][number]) {
  const hasSystem = prompt.messages.some(({ role }) => role === 'system')
  return hasSystem && generation.finishReason !== 'error'
}
