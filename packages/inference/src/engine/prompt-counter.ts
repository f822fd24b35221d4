import {
  accept,
  type CallOptions,
  type Result,
  refuse,
  withTimeout,
} from '@aichain/base'
import type { ModelManifest } from '../document/manifest.js'
import type { GenerationErrorCode } from '../document/output.js'
import { encodePrompt, type Prompt, parsePrompt } from '../document/prompt.js'
import {
  InferenceFailedError,
  RuntimeMismatchError,
} from '../errors/inference.js'
import { ModelUnsupportedError } from '../errors/model.js'
import type { ModelFiles } from '../ports/inference-engine.js'
import { parseLlamaConfig } from './integer/llama-config.js'
import { newTokenLimit } from './shared/decoding/new-token-limit.js'
import { readJson } from './shared/model/read-json.js'
import { loadTextLibraries } from './shared/text/load-text-libraries.js'
import { promptTokens } from './shared/text/prompt-tokens.js'
import { textPin } from './shared/text/text-pin.js'
import { type TextPipeline, textPipeline } from './shared/text/text-pipeline.js'

/** Why a prompt has no answer: what every engine would say of it. */
export type PromptRefusal = Exclude<GenerationErrorCode, 'non-finite-logits'>

/** How much of the context a prompt takes. */
export type PromptRoom = {
  /** Tokens of the prompt, as the engine reads them. */
  readonly promptTokens: number
  /** Most tokens that its answer can have. */
  readonly newTokens: number
}

/** Counts prompts as a model reads them. */
export type PromptCounter = {
  /**
   * Tokens of a prompt in the model's chat template, also when they are more
   * than its context holds. Refused: `prompt-malformed`, for example when the
   * template takes no system message; `prompt-too-long`, when the prompt has
   * more bytes than the model reads at all.
   */
  readonly count: (prompt: Prompt) => Result<number, PromptRefusal>
  /**
   * What the engine would say before it computes: the room that a prompt
   * takes, or the error that its generation would end with.
   */
  readonly check: (prompt: Prompt) => Result<PromptRoom, PromptRefusal>
}

/**
 * Counts a model's tokens without its weights: reads only the chat template,
 * the tokenizer and the dimensions, and turns prompts into tokens exactly as
 * the engines do. Counting itself is synchronous and reads nothing.
 *
 * Needs the optional packages `@huggingface/tokenizers` and
 * `@huggingface/jinja`.
 *
 * Errors: `EngineUnavailableError` without those packages;
 * `RuntimeMismatchError` when the model pins other versions of them;
 * `ModelUnsupportedError`; from `count` and `check` `InferenceFailedError`, when
 * this machine runs out of stack.
 *
 * @example
 * ```ts
 * import type { ModelFiles, Prompt } from '@aichain/inference'
 * import { promptCounter } from '@aichain/inference/tokens'
 *
 * async function describe(model: ModelFiles, prompt: Prompt) {
 *   const counter = await promptCounter(model)
 *   const room = counter.check(prompt)
 *   return room.ok ? `${room.value.promptTokens} tokens` : room.reason
 * }
 * ```
 */
export async function promptCounter(
  files: ModelFiles,
  options: CallOptions = {},
): Promise<PromptCounter> {
  const call = { ...options, operation: 'promptCounter' }
  return await withTimeout(call, async (signal) => {
    const { manifest } = files
    await checkTextPin(manifest)
    const read = (path: string) => files.read(path, { signal })
    const pipeline = textPipeline(await loadTextLibraries(), {
      tokenizer: readJson(manifest.tokenizer, await read(manifest.tokenizer)),
      tokenizerConfig: readJson(
        manifest.tokenizerConfig,
        await read(manifest.tokenizerConfig),
      ),
      paths: manifest,
    })
    return counterOf(pipeline, manifest, await vocabularySize(manifest, read))
  })
}

/** Other libraries could count otherwise. */
async function checkTextPin({ runtime }: ModelManifest): Promise<void> {
  const actual = await textPin()
  if (runtime.text === actual) return
  throw new RuntimeMismatchError({
    field: 'text',
    pinned: runtime.text,
    actual,
  })
}

/** The integer engine cannot read other ids; the graph of an ONNX model knows by itself. */
async function vocabularySize(
  { runtime, config: path }: ModelManifest,
  read: (path: string) => Promise<Uint8Array>,
): Promise<number | undefined> {
  if (runtime.executionProvider !== 'integer') return undefined
  const config = parseLlamaConfig(await read(path))
  if (config.ok) return config.value.vocabularySize
  throw new ModelUnsupportedError({
    reason: config.reason,
    remedy: 'Prepare the model again with prepareLlamaModel.',
    path,
  })
}

function counterOf(
  pipeline: TextPipeline,
  { decoding }: ModelManifest,
  vocabulary: number | undefined,
): PromptCounter {
  const count = (prompt: Prompt): Result<number, PromptRefusal> => {
    const bytes = encodePrompt(prompt)
    if (!parsePrompt(bytes).ok) return refuse('prompt-malformed')
    if (bytes.length > decoding.maxPromptBytes) return refuse('prompt-too-long')
    const tokens = attempt(() => promptTokens(pipeline, prompt, vocabulary))
    return tokens ? accept(tokens.length) : refuse('prompt-malformed')
  }
  return {
    count,
    check: (prompt) => {
      const counted = count(prompt)
      if (!counted.ok) return counted
      const tokens = counted.value
      const limit = newTokenLimit(decoding, tokens, prompt.maxNewTokens)
      return limit === undefined
        ? refuse('prompt-too-long')
        : accept({ promptTokens: tokens, newTokens: limit })
    },
  }
}

/** A full stack depends on this machine, and is no refusal. */
function attempt<T>(work: () => T): T {
  try {
    return work()
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new InferenceFailedError({ reason, cause })
  }
}
