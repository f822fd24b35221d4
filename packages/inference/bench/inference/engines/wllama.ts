import { openAsBlob } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { END } from '../models/text-files.js'
import type { StartEngine } from './driver.js'

/** llama.cpp in WebAssembly. It is made for browsers, so Node.js plays one. */
export const start: StartEngine = async ({
  packages = '',
  model,
  shape,
  threads,
}) => {
  // A program of its own beside this, because workers load it, too.
  await import(new URL('web-worker.mjs', import.meta.url).href)
  const folder = join(packages, 'node_modules/@wllama/wllama/esm')
  const urlOf = (path: string) => pathToFileURL(join(folder, path)).href
  const { Wllama } = await import(urlOf('index.js'))
  return {
    load: async () => {
      const wllama = new Wllama(
        { default: urlOf('wasm/wllama.wasm').replace(/^file:/, 'disk:') },
        // No model is kept, and no browser is here to keep it.
        { suppressNativeLog: true, cacheManager: {} },
      )
      await wllama.loadModel(
        [await openAsBlob(join(model, 'model-q8_0.gguf'))],
        {
          n_ctx: shape.contextLength,
          n_batch: 512,
          n_gpu_layers: 0,
          n_threads: threads,
          n_parallel: 1,
        },
      )
      return {
        generate: (prompt: string, count: number) =>
          generate(wllama, prompt, count),
        close: () => wllama.exit(),
      }
    },
  }
}

/** As much of the library as is used. */
type Wllama = {
  readonly createCompletion: (
    request: Readonly<Record<string, unknown>>,
  ) => Promise<AsyncIterable<Chunk>>
}

type Chunk = {
  readonly choices: readonly { readonly text: string }[]
  /** With the last chunk. */
  readonly usage?: { readonly completion_tokens: number }
}

/** Chunks hold text, and none comes for a part of a character. */
async function* generate(
  wllama: Wllama,
  prompt: string,
  count: number,
): AsyncGenerator<number | undefined> {
  const chunks = await wllama.createCompletion({
    prompt,
    max_tokens: count,
    temperature: 0,
    top_k: 1,
    ignore_eos: true,
    cache_prompt: false,
    stream: true,
  })
  let yielded = 0
  for await (const { choices, usage } of chunks) {
    const target = usage?.completion_tokens ?? yielded + 1
    for (; yielded < target; yielded += 1) {
      yield tokenOf(choices[0]?.text ?? '')
    }
  }
}

/** The id behind a word of the vocabulary; other texts are left unknown. */
function tokenOf(text: string): number | undefined {
  const [, number] = /^ word(\d+)$/.exec(text) ?? []
  return number === undefined ? undefined : END.id + 1 + Number(number)
}
