import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Cid } from '@aichain/base'
import type { InferenceEngine } from '@aichain/inference'
import { memoryEngine } from '@aichain/inference/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { contentReader } from '../src/adapters/ipfs/content-reader.js'
import { fileModelCache } from '../src/adapters/node/file-model-cache.js'
import type { ContentStore } from '../src/ports/content-store.js'
import type { ModelCache } from '../src/ports/model-cache.js'
import {
  liar,
  openRunnerNetwork,
  type RunnerNetwork,
  type TestNode,
} from './runner-network.js'

// What becomes of a vote when the disk that holds the model fails.

let network: RunnerNetwork
let folder: string
let fetched: Cid[]

beforeEach(async () => {
  network = await openRunnerNetwork()
  folder = await mkdtemp(join(tmpdir(), 'aichain-cache-'))
  fetched = []
})

afterEach(async () => {
  await network.stop()
  await rm(folder, { recursive: true, force: true })
})

/** The network's content, read block by block, as from a gateway. */
function blockwise(): ContentStore {
  const { content } = network
  const reader = contentReader(async (cid) => {
    fetched.push(cid)
    return content.blocks.get(cid) as Uint8Array
  })
  return { ...content, ...reader }
}

/** Answers wrongly if one byte of the model's files is not as published. */
function sensitive(): InferenceEngine {
  const honest = memoryEngine()
  const wrong = liar(honest)
  return {
    ...honest,
    load: async (files, options) => {
      const paths = files.manifest.files.map(({ path }) => path)
      const texts = await Promise.all(
        paths.map(async (path) =>
          Buffer.from(await files.read(path)).toString(),
        ),
      )
      const isWhole = texts.every(
        (text, at) => text === `${paths[at]} of memory`,
      )
      return (isWhole ? honest : wrong).load(files, options)
    },
  }
}

/** Four nodes without a cache, and one with; the latter's vote on a question. */
async function vote(modelCache: ModelCache) {
  const parts = { modelCache, content: blockwise(), engine: sensitive() }
  const [node] = await network.startNodes([parts, {}, {}, {}, {}])
  const { said } = node as TestNode
  const task = await network.ask('Is it the same?')
  return said.heard('settled', (update) => update.task === task)
}

/** Loads the model into the folder, as an earlier run of the node. */
async function fill(): Promise<void> {
  const earlier = network.node(9, {
    modelCache: fileModelCache({ folder, reservedBytes: 0 }),
    content: blockwise(),
    engine: sensitive(),
  })
  await earlier.runner.join()
  await earlier.runner.leave()
  await earlier.runner.stop({ grace: 0 })
}

test('a node that is started again votes with the model from its disk', async () => {
  await fill()
  expect(fetched.length).toBeGreaterThan(4)
  const model = new Set(fetched.splice(0))
  expect((await vote(fileModelCache({ folder, reservedBytes: 0 }))).vote).toBe(
    'agreed',
  )
  expect(fetched.filter((cid) => model.has(cid))).toEqual([])
})

test('a byte that changed in every block makes no wrong vote', async () => {
  await fill()
  const files = await readdir(folder)
  for (const file of files) {
    const bytes = await readFile(join(folder, file))
    bytes[0] = (bytes[0] ?? 0) ^ 1
    await writeFile(join(folder, file), bytes)
  }
  const model = new Set(fetched.splice(0))
  expect(files).toHaveLength(model.size)
  expect((await vote(fileModelCache({ folder, reservedBytes: 0 }))).vote).toBe(
    'agreed',
  )
  expect(new Set(fetched.filter((cid) => model.has(cid)))).toEqual(model)
})

test('a disk that keeps nothing costs no vote', async () => {
  const file = join(folder, 'file')
  await writeFile(file, '')
  expect(
    (await vote(fileModelCache({ folder: file, reservedBytes: 0 }))).vote,
  ).toBe('agreed')
})
