import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { StartEngine } from './driver.js'

/** llama.cpp through node-llama-cpp, with the prebuilt library that fits this processor best. */
export const start: StartEngine = async ({
  packages = '',
  model,
  shape,
  threads,
}) => {
  const entry = join(packages, 'node_modules/node-llama-cpp/dist/index.js')
  const { getLlama, LlamaLogLevel } = await import(pathToFileURL(entry).href)
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    skipDownload: true,
    maxThreads: threads,
    logLevel: LlamaLogLevel.error,
    progressLogs: false,
  })
  return {
    load: async () => {
      const loaded = await llama.loadModel({
        modelPath: join(model, 'model-q8_0.gguf'),
      })
      const context = await loaded.createContext({
        contextSize: shape.contextLength,
        batchSize: 512,
        threads: { ideal: threads, min: threads },
      })
      const sequence = context.getSequence()
      return {
        generate: (prompt: string, count: number) =>
          generate(sequence, prompt, count),
        close: () => loaded.dispose(),
      }
    },
  }
}

/** As much of the library as is used. */
type Sequence = {
  readonly clearHistory: () => Promise<void>
  readonly evaluate: (
    tokens: readonly number[],
    options: { readonly temperature: number; readonly yieldEogToken: boolean },
  ) => AsyncIterable<number>
}

async function* generate(
  sequence: Sequence,
  prompt: string,
  count: number,
): AsyncGenerator<number> {
  await sequence.clearHistory()
  const tokens = [...Buffer.from(prompt)]
  let index = 0
  const answer = sequence.evaluate(tokens, {
    temperature: 0,
    yieldEogToken: true,
  })
  for await (const token of answer) {
    yield token
    index += 1
    if (index === count) return
  }
}
