import { isRecord } from '../../engine/shared/model/is-record.js'
import { readJson } from '../../engine/shared/model/read-json.js'
import { loadTextLibraries } from '../../engine/shared/text/load-text-libraries.js'
import { textPipeline } from '../../engine/shared/text/text-pipeline.js'
import {
  ModelFileMissingError,
  ModelUnsupportedError,
} from '../../errors/model.js'
import type { ModelFolder, PreparedModel } from '../../ports/model-folder.js'

/** Where a folder has its texts, as Hugging Face names them. */
export const TEXT_PATHS = {
  config: 'config.json',
  generationConfig: 'generation_config.json',
  tokenizer: 'tokenizer.json',
  tokenizerConfig: 'tokenizer_config.json',
  chatTemplate: 'chat_template.jinja',
} as const

/** Reads a file, or says what the model needs it for. */
async function readModelFile(
  folder: ModelFolder,
  path: string,
  purpose: string,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (!folder.paths.includes(path)) {
    throw new ModelFileMissingError({ path, purpose })
  }
  return await folder.read(path, { signal })
}

/** The small files of a model, as they are published and as they are read. */
export type TextFiles = {
  readonly files: PreparedModel['files']
  readonly config: unknown
  readonly generationConfig: unknown
  readonly tokenizer: unknown
  readonly tokenizerConfig: unknown
  readonly notes: readonly string[]
}

/** Reads the small files of a folder, with the chat template in its one place. */
export async function readTextFiles(
  folder: ModelFolder,
  signal: AbortSignal,
): Promise<TextFiles> {
  const read = async (path: string, purpose: string) => {
    const content = await readModelFile(folder, path, purpose, signal)
    return { path, content, json: readJson(path, content) }
  }
  const config = await read(TEXT_PATHS.config, "the model's dimensions")
  const tokenizer = await read(TEXT_PATHS.tokenizer, 'turning text into tokens')
  const original = await read(TEXT_PATHS.tokenizerConfig, 'the special tokens')
  const template = folder.paths.includes(TEXT_PATHS.chatTemplate)
    ? await readModelFile(
        folder,
        TEXT_PATHS.chatTemplate,
        'the chat template',
        signal,
      )
    : undefined
  const tokenizerConfig =
    template === undefined ? original : withTemplate(original.json, template)
  const generation = folder.paths.includes(TEXT_PATHS.generationConfig)
    ? [await read(TEXT_PATHS.generationConfig, 'the end-of-sequence tokens')]
    : []
  return {
    files: [config, tokenizer, tokenizerConfig, ...generation].map(
      ({ path, content }) => ({ path, content }),
    ),
    config: config.json,
    generationConfig: generation[0]?.json,
    tokenizer: tokenizer.json,
    tokenizerConfig: tokenizerConfig.json,
    notes:
      template === undefined
        ? []
        : [
            `Moved ${TEXT_PATHS.chatTemplate} into ${TEXT_PATHS.tokenizerConfig}.`,
          ],
  }
}

/** The engine reads one file; newer exports keep the template in another. */
function withTemplate(tokenizerConfig: unknown, template: Uint8Array) {
  const json = {
    ...(isRecord(tokenizerConfig) ? tokenizerConfig : {}),
    chat_template: new TextDecoder().decode(template),
  }
  const content = new TextEncoder().encode(JSON.stringify(json, undefined, 2))
  return { path: TEXT_PATHS.tokenizerConfig, content, json }
}

/** The simplest conversation must give tokens, or the model answers nothing. */
export async function checkTextFiles(
  texts: Pick<TextFiles, 'tokenizer' | 'tokenizerConfig'>,
): Promise<void> {
  const { template, codec } = textPipeline(await loadTextLibraries(), {
    ...texts,
    paths: {
      tokenizer: TEXT_PATHS.tokenizer,
      tokenizerConfig: TEXT_PATHS.tokenizerConfig,
    },
  })
  const text = template.render([{ role: 'user', content: 'Hello' }])
  const tokens = text === undefined ? undefined : codec.encode(text)
  if (tokens?.length) return
  throw new ModelUnsupportedError({
    reason:
      text === undefined
        ? 'the chat template refuses a single message from the user'
        : 'the tokenizer cannot express what the chat template writes',
    remedy:
      'Choose another model, or fix its chat template; it may use messages, add_generation_prompt and the special tokens.',
    path: TEXT_PATHS.tokenizerConfig,
  })
}
