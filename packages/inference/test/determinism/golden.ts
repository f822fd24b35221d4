import { readFileSync, writeFileSync } from 'node:fs'
import type { Digests, Expected, RunResult } from './verdict/compare.js'

const file = new URL('golden.json', import.meta.url)

/** The digests that every machine must compute, by model and prompt. */
export function readGolden(): Expected {
  return JSON.parse(readFileSync(file, 'utf8'))
}

export function writeGolden(digests: Expected): void {
  writeFileSync(file, `${JSON.stringify(digests, undefined, 2)}\n`)
}

/** Results by model and prompt, as the golden file holds them. */
export function byModelAndPrompt(results: readonly RunResult[]): Expected {
  const digests: Record<string, Record<string, Digests>> = {}
  for (const { model, prompt, generation, logits } of results) {
    digests[model] ??= {}
    digests[model][prompt] ??= { generation, logits }
  }
  return digests
}
