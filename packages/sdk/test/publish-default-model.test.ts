import type { InferenceSession } from '@aichain/inference'
import { runGoldenVectors, runPrompt } from '@aichain/inference'
import { afterEach, expect, test } from 'vitest'
import {
  builtFile,
  builtNode,
  builtOnnx,
} from '../../inference/test/support/built.js'
import {
  defaultModelFolder,
  promptOf,
} from '../../inference/test/support/default-model.js'
import { memoryChain } from '../src/adapters/memory/chain.js'
import { memoryContentStore } from '../src/adapters/memory/content-store.js'
import { loadModelFiles } from '../src/clients/load-model-files.js'
import { ModelPublisher } from '../src/clients/model-publisher.js'

let session: InferenceSession | undefined
afterEach(() => session?.close())

// Four loads and nine generations: seconds alone, minutes on a busy machine.
const timeout = 180_000

test('the default model, published, fetched, proved and asked', {
  timeout,
}, async () => {
  const { onnxEngine, prepareModel } = await builtOnnx()
  const { processEngine } = await builtNode()
  const content = memoryContentStore()
  const engine = onnxEngine()
  const onnx = {
    module: builtFile('onnx.js'),
    exportName: 'onnxEngine',
    executionProvider: 'wasm',
  } as const
  const publisher = new ModelPublisher({
    chain: memoryChain().connect('0x00000000000000000000000000000000000a11ce'),
    content,
    engine,
    witnesses: [
      processEngine(onnx),
      processEngine({ ...onnx, execArgv: ['--liftoff', '--no-wasm-tier-up'] }),
    ],
  })
  const { model } = await publisher.publish({
    model: await prepareModel(await defaultModelFolder()),
    name: 'minimind2-small',
    license: 'Apache-2.0',
  })

  const files = await loadModelFiles({ content, model })
  session = await engine.load(files)
  const { manifest } = files
  await runGoldenVectors({ session, manifest })
  const answer = await runPrompt(
    session,
    promptOf('What is the capital of France?'),
  )
  expect(answer).toMatchObject({ text: expect.stringContaining('Paris') })

  const [first, ...rest] = manifest.golden
  if (!first) throw new TypeError('no golden vectors')
  const logits = `0x${'0'.repeat(64)}` as const
  const forged = { ...first, logits }
  await expect(
    runGoldenVectors({
      session,
      manifest: { ...manifest, golden: [...rest, forged] },
    }),
  ).rejects.toMatchObject({ code: 'golden-vector-mismatch', index: 1 })
})
