import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  chatPrompt,
  type GenerationPart,
  type InferenceEngine,
  runPrompt,
} from '@aichain/inference'
import type { StartedEngine } from './driver.js'

/**
 * Drives an engine of this package through its port, as a node runner does.
 *
 * @param folder - Written by `prepare.ts`.
 */
export async function startPort(
  engine: InferenceEngine,
  folder: string,
): Promise<StartedEngine> {
  const manifest = {
    ...JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')),
    runtime: await engine.runtime(),
  }
  return {
    load: async () => {
      const read = (path: string) => readFile(join(folder, path))
      const session = await engine.load({ manifest, read })
      const ask = (content: string, maxNewTokens: number) =>
        chatPrompt(content, { maxNewTokens })
      return {
        generate: (prompt, count) =>
          tokensOf(session.generate(ask(prompt, count))),
        checking: {
          verify: (prompt, count, answer) =>
            session.verify(ask(prompt, count), answer),
          answer: (prompt, count) => runPrompt(session, ask(prompt, count)),
        },
        close: () => session.close(),
      }
    },
  }
}

async function* tokensOf(
  parts: AsyncIterable<GenerationPart>,
): AsyncGenerator<number> {
  for await (const part of parts) {
    if (part.type === 'token') yield part.token
  }
}
