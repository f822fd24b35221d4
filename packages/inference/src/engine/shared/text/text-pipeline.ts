import { ModelUnsupportedError } from '../../../errors/model.js'
import { isRecord } from '../model/is-record.js'
import { type ChatTemplate, chatTemplate } from './template/chat-template.js'
import type { JinjaLibrary } from './template/jinja-library.js'
import { type TextCodec, textCodec } from './tokenizer/text-codec.js'
import { findTokenizerFault } from './tokenizer/tokenizer-limits.js'

/** The libraries between text and tokens. */
export type TextLibraries = {
  readonly tokenizers: typeof import('@huggingface/tokenizers')
  readonly jinja: JinjaLibrary
}

type TextFiles = {
  readonly tokenizer: unknown
  readonly tokenizerConfig: unknown
  /** Where they came from, for error messages. */
  readonly paths: {
    readonly tokenizer: string
    readonly tokenizerConfig: string
  }
}

/** Text to tokens and back, as a model's files describe it. */
export type TextPipeline = {
  readonly template: ChatTemplate
  readonly codec: TextCodec
}

/** Builds the text side of a model, or says which file is at fault. */
export function textPipeline(
  { tokenizers, jinja }: TextLibraries,
  { tokenizer, tokenizerConfig, paths }: TextFiles,
): TextPipeline {
  const config = isRecord(tokenizerConfig) ? tokenizerConfig : {}
  const source = templateSource(config, paths.tokenizerConfig)
  const template = attempt(paths.tokenizerConfig, () =>
    chatTemplate(jinja, source, specialTokens(config), paths.tokenizerConfig),
  )
  refuseTokenizer(findTokenizerFault(tokenizer), paths.tokenizer)
  const codec = attempt(paths.tokenizer, () =>
    textCodec(new tokenizers.Tokenizer(tokenizer as object, config)),
  )
  return { template, codec }
}

function refuseTokenizer(reason: string | undefined, path: string): void {
  if (reason === undefined) return
  const remedy = 'Choose another model, or fix its tokenizer.'
  throw new ModelUnsupportedError({ reason, remedy, path })
}

/** Some models have several templates, by name; the one called `default` is for chat. */
function templateSource(
  { chat_template: field }: Record<string, unknown>,
  path: string,
): string {
  const named = Array.isArray(field) ? field.filter(isRecord) : []
  const source = named.find(({ name }) => name === 'default')?.template ?? field
  if (typeof source !== 'string') {
    throw new ModelUnsupportedError({
      reason: 'there is no chat template',
      remedy:
        'Choose a model that was trained for chat, or add its chat_template.jinja.',
      path,
    })
  }
  return source
}

/** `bos_token`, `eos_token` and the like, which templates may write. */
function specialTokens(
  config: Record<string, unknown>,
): Record<string, string> {
  const tokens: Record<string, string> = {}
  for (const [name, value] of Object.entries(config)) {
    const content = isRecord(value) ? value.content : value
    if (name.endsWith('_token') && typeof content === 'string') {
      tokens[name] = content
    }
  }
  return tokens
}

function attempt<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    if (cause instanceof ModelUnsupportedError) throw cause
    throw new ModelUnsupportedError({
      reason: cause instanceof Error ? cause.message : String(cause),
      remedy: 'Download the file again; if it is whole, choose another model.',
      path,
      cause,
    })
  }
}
