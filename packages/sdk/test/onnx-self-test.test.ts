import type { Cid } from '@aichain/base'
import type { InferenceEngine } from '@aichain/inference'
import { prepareModel } from '@aichain/inference/onnx'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { builtOnnx } from '../../inference/test/support/built.js'
import {
  defaultModelFolder,
  promptOf,
  withFiles,
} from '../../inference/test/support/default-model.js'
import { countingModel } from '../../inference/test/support/tiny-graph.js'
import { ModelPublisher } from '../src/clients/model-publisher.js'
import { openRunnerNetwork, type RunnerNetwork } from './runner-network.js'

// Generous, for machines that run other tests beside it.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const GRAPH = 'onnx/model_quantized.onnx'

let network: RunnerNetwork
let sound: InferenceEngine
let model: Cid
/** Of the golden vector: they count on from the prompt's length. */
let tokens: readonly number[]

beforeAll(async () => {
  const { onnxEngine } = await builtOnnx()
  sound = onnxEngine()
  network = await openRunnerNetwork()
  const { requester: chain, content } = network
  const folder = withFiles(await defaultModelFolder(), {
    [GRAPH]: countingModel(6400),
  })
  const publisher = new ModelPublisher({
    chain,
    content,
    engine: sound,
    witnesses: [sound, sound],
  })
  const published = await publisher.publish({
    model: await prepareModel(folder),
    name: 'counting',
    license: 'MIT',
    golden: [promptOf('Hello', 8)],
  })
  model = published.model
  const generation = published.manifest.golden[0]?.generation
  if (generation?.finishReason !== 'length') throw new TypeError('no answer')
  tokens = generation.tokens
})

afterAll(() => network?.stop())

/** The engine on a machine whose memory holds one weight with one bit flipped. */
function flipped(weight: () => number, bit: number): InferenceEngine {
  return {
    ...sound,
    load: ({ manifest, read }, options) =>
      sound.load(
        {
          manifest,
          read: async (path, call) => {
            const content = await read(path, call)
            return path === GRAPH ? flip(content, weight(), bit) : content
          },
        },
        options,
      ),
  }
}

/** The graph's weights are the numbers from 0 on, as float32. */
function flip(graph: Uint8Array, weight: number, bit: number): Uint8Array {
  const copy = Buffer.from(graph)
  const start = copy.indexOf(Buffer.from(Float32Array.of(0, 1, 2, 3).buffer))
  const offset = start + 4 * weight + Math.floor(bit / 8)
  copy.writeUInt8(copy.readUInt8(offset) ^ (1 << (bit % 8)), offset)
  return copy
}

async function refusal(engine: InferenceEngine) {
  const { runner, chain } = network.node(1, { engine, model })
  const error = await runner.join().catch((reason) => reason)
  expect(await network.requester.getSeatOf(chain.account)).toBeUndefined()
  return error
}

test('the lowest bit of one weight: no token differs, and yet no vote', async () => {
  const error = await refusal(flipped(() => 3000, 0))
  expect(error).toMatchObject({
    code: 'self-test-failed',
    model,
    mismatch: {
      divergence: { type: 'logits', step: 0 },
      isRepeatable: true,
      likelyCause: 'other-arithmetic',
    },
  })
  const { pinned, here } = error.mismatch.fingerprints
  expect(pinned).toMatch(/^onnxruntime-web@1\.30\.0, .* wasm 0x[0-9a-f]{64}$/)
  expect(here).toContain(pinned)
  expect(error.message).toContain(`V8 ${process.versions.v8}`)
})

test('a high bit: the first differing token is named', async () => {
  // Its score becomes bad; of its neighbours, the lower one was said before.
  const fourth = () => tokens[3] as number
  const error = await refusal(flipped(fourth, 31))
  expect(error.mismatch.divergence).toEqual({
    type: 'token',
    index: 3,
    mine: fourth() + 1,
    agreed: fourth(),
    step: 0,
  })
})

test('a machine that computes otherwise each time is called unstable', async () => {
  let loads = 0
  const engine: InferenceEngine = {
    ...sound,
    load: async (files, options) => {
      const sessions = [
        await flipped(() => 3000, 0).load(files, options),
        await flipped(() => 3001, 0).load(files, options),
      ] as const
      return {
        ...sessions[0],
        generate: (prompt, call) => {
          loads += 1
          return sessions[loads % 2 === 0 ? 0 : 1].generate(prompt, call)
        },
        close: async () => {
          for (const session of sessions) await session.close()
        },
      }
    },
  }
  const error = await refusal(engine)
  expect(error.mismatch).toMatchObject({
    isRepeatable: false,
    likelyCause: 'unstable-machine',
  })
})

test('a sound machine takes its seat', async () => {
  const { runner } = network.node(2, { engine: sound, model })
  expect((await runner.join()).transactionHash).toMatch(/^0x/)
})
