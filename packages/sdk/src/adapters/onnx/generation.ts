import type { DecodingRules } from '../../core/manifest.js'
import type { Generation, GenerationErrorCode } from '../../core/output.js'
import { parsePrompt } from '../../core/prompt.js'
import { accept, type Result, refuse } from '../../core/result.js'
import type { GenerationPart } from '../../ports/inference-engine.js'
import { greedyChoice } from './decoding/greedy-choice.js'
import { newTokenLimit } from './decoding/new-token-limit.js'
import type { LanguageModel } from './runtime/language-model.js'
import type { ChatTemplate } from './text/chat-template.js'
import { stableText } from './text/stable-text.js'
import type { TextCodec } from './text/text-codec.js'
import { textStream } from './text/text-stream.js'

/** A model in memory with everything that turns a prompt into an answer. */
export type LoadedModel = {
  readonly languageModel: LanguageModel
  readonly template: ChatTemplate
  readonly codec: TextCodec
  readonly decoding: DecodingRules
}

type Task = { readonly tokens: readonly number[]; readonly limit: number }

/**
 * Runs one prompt, given by its canonical bytes: the whole prompt once, then one token at a time, and nothing
 * else (no batch, no shared prefix, no speculation), because another schedule
 * gives other bits.
 *
 * Leaving the iteration stops before the next token.
 */
export async function* generate(
  model: LoadedModel,
  prompt: Uint8Array,
): AsyncGenerator<GenerationPart, void, undefined> {
  const task = readTask(model, prompt)
  const generation = task.ok
    ? yield* decode(model, task.value)
    : failure(task.reason)
  yield { type: 'generation', generation }
}

function readTask(
  model: LoadedModel,
  prompt: Uint8Array,
): Result<Task, GenerationErrorCode> {
  const { template, codec, decoding } = model
  const parsed = parsePrompt(prompt)
  if (!parsed.ok) return refuse('prompt-malformed')
  if (prompt.length > decoding.maxPromptBytes) return refuse('prompt-too-long')
  const { messages, maxNewTokens } = parsed.value
  const text = template.render(
    messages.map(({ role, content }) => ({
      role,
      content: stableText(content),
    })),
  )
  const tokens = text === undefined ? undefined : codec.encode(text)
  if (!tokens?.length) return refuse('prompt-malformed')
  const limit = newTokenLimit(decoding, tokens.length, maxNewTokens)
  return limit === undefined
    ? refuse('prompt-too-long')
    : accept({ tokens, limit })
}

async function* decode(
  model: LoadedModel,
  task: Task,
): AsyncGenerator<GenerationPart, Generation, undefined> {
  const { languageModel, codec, decoding } = model
  const penalty = Number(decoding.repetitionPenalty)
  const seen = new Set(task.tokens)
  const stream = textStream(codec)
  const tokens: number[] = []
  let step = await languageModel.read(task.tokens, languageModel.emptyContext())
  while (true) {
    const token = greedyChoice(step.logits, seen, penalty)
    if (token === undefined) return failure('non-finite-logits')
    if (decoding.endOfSequence.includes(token)) {
      return { finishReason: 'stop', text: stream.text(), tokens }
    }
    const text = stream.push(token)
    yield { type: 'token', index: tokens.length, token, text }
    tokens.push(token)
    seen.add(token)
    if (tokens.length === task.limit) {
      return { finishReason: 'length', text: stream.text(), tokens }
    }
    step = await languageModel.read([token], step.context)
  }
}

function failure(error: GenerationErrorCode): Generation {
  return { finishReason: 'error', error }
}
