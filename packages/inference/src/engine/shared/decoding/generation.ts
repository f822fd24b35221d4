import type { Digest } from '@aichain/base'
import { accept, type Result, refuse } from '@aichain/base'
import {
  type LogitsDigest,
  logitsDigest,
} from '../../../document/logits-digest.js'
import type { DecodingRules } from '../../../document/manifest.js'
import type {
  Generation,
  GenerationErrorCode,
} from '../../../document/output.js'
import { parsePrompt } from '../../../document/prompt.js'
import type { GenerationPart } from '../../../ports/inference-engine.js'
import { promptTokens } from '../text/prompt-tokens.js'
import type { ChatTemplate } from '../text/template/chat-template.js'
import type { TextCodec } from '../text/tokenizer/text-codec.js'
import { textStream } from '../text/tokenizer/text-stream.js'
import type { GenerationTask } from './generation-task.js'
import { isFiniteEverywhere } from './is-finite-everywhere.js'
import type { LanguageModel } from './language-model.js'
import { newTokenLimit } from './new-token-limit.js'
import { tokenChoice } from './token-choice.js'

/** A model in memory with everything that turns a prompt into an answer. */
export type LoadedModel = {
  readonly languageModel: LanguageModel
  readonly template: ChatTemplate
  readonly codec: TextCodec
  readonly decoding: DecodingRules
}

/** A prompt in tokens, and how many may follow. */
export type PreparedTask = {
  readonly tokens: readonly number[]
  readonly limit: number
}

/**
 * Runs one prompt, given by its canonical bytes: the whole prompt once, then
 * one token at a time, and nothing else (no batch, no shared prefix, no
 * speculation), because another schedule gives other bits wherever floats are
 * added.
 *
 * Leaving the iteration stops before the next token.
 */
export async function* generate(
  model: LoadedModel,
  request: GenerationTask,
): AsyncGenerator<GenerationPart, void, undefined> {
  const trace = request.trace === true ? logitsDigest() : undefined
  const task = prepareTask(model, request.prompt)
  const generation = task.ok
    ? yield* decode(model, task.value, request.seed, trace)
    : failure(task.reason)
  const logits = trace?.digest()
  yield { type: 'generation', generation, ...(logits && { logits }) }
}

/** Turns a prompt into tokens, or says why that cannot be: the same on every node. */
export function prepareTask(
  model: LoadedModel,
  prompt: Uint8Array,
): Result<PreparedTask, GenerationErrorCode> {
  const { decoding } = model
  const parsed = parsePrompt(prompt)
  if (!parsed.ok) return refuse('prompt-malformed')
  if (prompt.length > decoding.maxPromptBytes) return refuse('prompt-too-long')
  const { vocabularySize } = model.languageModel
  const tokens = promptTokens(model, parsed.value, vocabularySize)
  if (tokens === undefined) return refuse('prompt-malformed')
  const { maxNewTokens } = parsed.value
  const limit = newTokenLimit(decoding, tokens.length, maxNewTokens)
  return limit === undefined
    ? refuse('prompt-too-long')
    : accept({ tokens, limit })
}

async function* decode(
  model: LoadedModel,
  task: PreparedTask,
  seed: Digest | undefined,
  trace: LogitsDigest | undefined,
): AsyncGenerator<GenerationPart, Generation, undefined> {
  const { languageModel, codec, decoding } = model
  const choose = tokenChoice(decoding, task.tokens, seed)
  const stream = textStream(codec)
  const tokens: number[] = []
  let step = await languageModel.read(task.tokens, languageModel.emptyContext())
  while (true) {
    // NaN has many bit patterns, and machines differ in which they make.
    const isTraced = trace !== undefined && isFiniteEverywhere(step.logits)
    const logits = isTraced ? trace.push(step.logits) : undefined
    const token = choose(step.logits)
    if (token === undefined) return failure('non-finite-logits')
    if (decoding.endOfSequence.includes(token)) {
      return { finishReason: 'stop', text: stream.text(), tokens }
    }
    const text = stream.push(token)
    const index = tokens.length
    yield { type: 'token', index, token, text, ...(logits && { logits }) }
    tokens.push(token)
    if (tokens.length === task.limit) {
      return { finishReason: 'length', text: stream.text(), tokens }
    }
    step = await languageModel.read([token], step.context)
  }
}

/** The result where there is no answer. */
export function failure(error: GenerationErrorCode): Generation {
  return { finishReason: 'error', error }
}
