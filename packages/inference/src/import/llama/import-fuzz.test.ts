import { AichainError } from '@aichain/base'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../../base/test/seeded-random.js'
import { withFiles } from '../../../test/support/default-model.js'
import {
  llamaFolder,
  llamaGguf,
  randomLlama,
  TINY_LLAMA,
} from '../../../test/support/random-llama.js'
import type { ModelFolder } from '../../ports/model-folder.js'
import { prepareLlamaModel } from './prepare-llama-model.js'

const RUNS = 400
const model = randomLlama({ ...TINY_LLAMA, layers: 1 })

/** Where headers are: bytes of weights may be anything. */
const HEADER_BYTES = 12_000

/**
 * Whatever bytes are changed, the importer answers: with a model where the
 * change was harmless, else with an error of ours. Ranges are never longer than
 * the file by more than a header may claim.
 */
async function attack(
  folder: ModelFolder,
  path: string,
  seed: number,
): Promise<'refused' | 'accepted'> {
  const { below, pick } = seededRandom(seed)
  const content = (await folder.read(path)).slice()
  const limit = Math.min(content.length, HEADER_BYTES)
  const changes = 1 + below(3)
  for (let change = 0; change < changes; change++) {
    const place = below(pick([64, limit, limit]))
    const value = pick([0, 1, 127, 128, 255, below(256), 1 << below(8)])
    content[place] = pick([value, (content[place] as number) ^ value])
  }
  const end = below(8) === 0 ? below(content.length) : content.length
  const damaged = withFiles(folder, { [path]: content.subarray(0, end) })
  return await prepareLlamaModel(damaged).then(
    () => 'accepted',
    (error) => {
      if (!AichainError.isInstance(error)) throw error
      expect(['model-unsupported', 'model-file-missing']).toContain(error.code)
      return 'refused'
    },
  )
}

test.each<[string, ModelFolder, string]>([
  ['safetensors', llamaFolder(model), 'model.safetensors'],
  ['config.json', llamaFolder(model), 'config.json'],
  ['GGUF', llamaGguf(model, 'Q8_0'), 'model.gguf'],
])(
  'damaged bytes of %s end in an error of ours',
  {
    timeout: 120_000,
  },
  async (_, folder, path) => {
    const outcomes = new Map<string, number>()
    for (let seed = 1; seed <= RUNS; seed++) {
      const outcome = await attack(folder, path, seed).catch((error) => {
        throw new TypeError(`seed ${seed}`, { cause: error })
      })
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    }
    // Else the damage misses what the importer reads.
    expect(outcomes.get('refused')).toBeGreaterThan(RUNS / 5)
  },
)
