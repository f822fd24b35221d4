import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Drives an engine of the SDK through its port, as a node runner does.
 *
 * @param {import('../../../src/ports/inference-engine.js').InferenceEngine} engine
 * @param {string} folder - Written by `prepare`.
 */
export async function startPort(engine, folder) {
  const manifest = {
    ...JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')),
    runtime: await engine.runtime(),
  }
  return {
    load: async () => {
      const read = (path) => readFile(join(folder, path))
      const session = await engine.load({ manifest, read })
      return {
        generate: (prompt, count) =>
          tokensOf(session.generate(promptOf(prompt, count))),
        verify: (prompt, count, generation) =>
          session.verify(promptOf(prompt, count), generation),
        answer: (prompt, count) => answerOf(session, promptOf(prompt, count)),
        close: () => session.close(),
      }
    },
  }
}

const promptOf = (content, maxNewTokens) => ({
  type: 'aichain/prompt/1',
  messages: [{ role: 'user', content }],
  maxNewTokens,
})

async function* tokensOf(parts) {
  for await (const part of parts) {
    if (part.type === 'token') yield part.token
  }
}

async function answerOf(session, prompt) {
  for await (const part of session.generate(prompt)) {
    if (part.type === 'generation') return part.generation
  }
  throw new Error('The generation had no result.')
}
