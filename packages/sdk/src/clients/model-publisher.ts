import { type Cid, cidOf, digestFromCid, digestOf } from '../core/cid.js'
import type { Address, Digest } from '../core/hex.js'
import {
  encodeManifest,
  type GoldenVector,
  type ModelManifest,
  parseManifest,
} from '../core/manifest.js'
import type { TracedGeneration } from '../core/output.js'
import type { Prompt } from '../core/prompt.js'
import { ModelAlreadyRegisteredError } from '../errors/contract.js'
import { ManifestInvalidError } from '../errors/model.js'
import { withTimeout } from '../internal/with-timeout.js'
import type {
  ChainReader,
  ChainWriter,
  TransactionProgress,
  TransactionReceipt,
} from '../ports/chain.js'
import type {
  ContentStore,
  StoredFolder,
  TransferProgress,
} from '../ports/content-store.js'
import type {
  InferenceEngine,
  InferenceSession,
} from '../ports/inference-engine.js'
import type { PreparedModel } from '../ports/model-folder.js'
import type { CallOptions } from '../ports/options.js'
import { runTraced } from './model-files.js'

/** What is published. */
export type PublishParameters = {
  /** From the engine's `prepareModel`. */
  readonly model: PreparedModel
  /** For people; models of one name can differ. */
  readonly name: string
  /** SPDX expression of the weights' licence, such as `Apache-2.0`. */
  readonly license: string
  /**
   * Prompts whose answers every node must reproduce before it votes. Default:
   * two that together use a system message, several turns and other scripts.
   */
  readonly golden?: readonly Prompt[] | undefined
  /**
   * What those prompts draw from, one each, where the model samples. Default:
   * a fixed seed for each place, so that publishing again gives the same model.
   */
  readonly goldenSeeds?: readonly Digest[] | undefined
}

/** How far publishing has come. */
export type PublishUpdate =
  | TransferProgress
  | { readonly type: 'folder-stored'; readonly folder: StoredFolder }
  | { readonly type: 'model-loaded' }
  | {
      readonly type: 'golden-vector-computed'
      readonly vector: GoldenVector
      /** Vectors computed so far, and all there will be. */
      readonly count: number
      readonly total: number
    }
  | { readonly type: 'manifest-stored'; readonly model: Cid }
  | TransactionProgress
  | { readonly type: 'already-registered'; readonly publisher: Address }

/** A model that tasks can name. */
export type PublishedModel = {
  readonly manifest: ModelManifest
  /** CID of the manifest: the model's identity. */
  readonly model: Cid
  /** `undefined` when the model was registered before, by whomever. */
  readonly transaction: TransactionReceipt | undefined
}

type Update = (update: PublishUpdate) => void

/**
 * Puts models on IPFS and into the registry.
 *
 * Every step can be repeated: the same model under the same runtime gives the
 * same CIDs, so a call that failed half-way is simply made again.
 *
 * @example
 * ```ts
 * import { type Chain, type ContentStore, ModelPublisher } from '@aichain/sdk'
 * import { readModelFolder } from '@aichain/sdk/node'
 * import { onnxEngine, prepareModel } from '@aichain/sdk/onnx'
 *
 * async function publish(chain: Chain, content: ContentStore, path: string) {
 *   const model = await prepareModel(await readModelFolder(path))
 *   const publisher = new ModelPublisher({ chain, content, engine: onnxEngine() })
 *   return await publisher.publish(
 *     { model, name: 'my-model', license: 'Apache-2.0' },
 *     { onProgress: (update) => console.log(update.type) },
 *   )
 * }
 * ```
 */
export class ModelPublisher {
  readonly #chain: Pick<ChainReader, 'getModel'> &
    Pick<ChainWriter, 'registerModel'>
  readonly #content: ContentStore
  readonly #engine: InferenceEngine

  constructor(parameters: {
    readonly chain: Pick<ChainReader, 'getModel'> &
      Pick<ChainWriter, 'registerModel'>
    readonly content: ContentStore
    readonly engine: InferenceEngine
  }) {
    this.#chain = parameters.chain
    this.#content = parameters.content
    this.#engine = parameters.engine
  }

  /**
   * Stores the model's folder, runs the golden prompts on this machine, stores
   * the manifest that pins all of it, and registers it on-chain unless somebody
   * has already.
   *
   * Errors: `ManifestInvalidError` before anything is stored if name, licence or
   * rules are not valid; those of content store, engine and chain.
   */
  async publish(
    parameters: PublishParameters,
    options: CallOptions<PublishUpdate> = {},
  ): Promise<PublishedModel> {
    const update: Update = (event) => options.onProgress?.(event)
    const call = { ...options, operation: 'publish' }
    return await withTimeout(call, async (signal) => {
      const manifest = await this.#buildManifest(parameters, update, signal)
      const bytes = encodeManifest(manifest)
      const model = await this.#content.put(bytes, { signal })
      update({ type: 'manifest-stored', model })
      const transaction = await this.#register(model, update, signal)
      return { manifest, model, transaction }
    })
  }

  async #buildManifest(
    parameters: PublishParameters,
    update: Update,
    signal: AbortSignal,
  ): Promise<ModelManifest> {
    const { model } = parameters
    const golden = goldenTasks(parameters)
    const draft = await this.#draftManifest(parameters, golden)
    const folder = await this.#content.putFolder(model.files, {
      signal,
      onProgress: update,
    })
    update({ type: 'folder-stored', folder })
    const { root, files } = folder
    const manifest = { ...draft, root, files }
    const session = await this.#loadDraft(model, manifest, signal)
    try {
      update({ type: 'model-loaded' })
      const vectors = await computeGolden(session, golden, update, signal)
      return checkManifest({ ...manifest, golden: vectors })
    } finally {
      await session.close()
    }
  }

  /** Checked with stand-ins for what is not computed yet, to fail before the slow part. */
  async #draftManifest(
    { model, name, license }: PublishParameters,
    golden: readonly GoldenTask[],
  ): Promise<ModelManifest> {
    const { dtype, graph, config, tokenizer, tokenizerConfig } = model
    return checkManifest({
      type: 'aichain/model/1',
      name,
      license,
      dtype,
      root: placeholder,
      files: model.files.map(({ path, content }) => {
        return { path, cid: placeholder, size: content.length }
      }),
      graph,
      config,
      tokenizer,
      tokenizerConfig,
      runtime: await this.#engine.runtime(),
      decoding: model.decoding,
      golden: golden.map((task) => {
        return { ...task, ...notComputed }
      }),
    })
  }

  /** The engine needs no golden vectors; they are what it is loaded for. */
  async #loadDraft(
    { files }: PreparedModel,
    manifest: ModelManifest,
    signal: AbortSignal,
  ): Promise<InferenceSession> {
    const contents = new Map(files.map((file) => [file.path, file.content]))
    const read = async (path: string) => contents.get(path) as Uint8Array
    return await this.#engine.load({ manifest, read }, { signal })
  }

  async #register(
    model: Cid,
    update: Update,
    signal: AbortSignal,
  ): Promise<TransactionReceipt | undefined> {
    const known = await this.#chain.getModel(digestFromCid(model), { signal })
    if (known) {
      update({ type: 'already-registered', publisher: known.publisher })
      return undefined
    }
    try {
      const call = { signal, onProgress: update }
      return await this.#chain.registerModel(model, call)
    } catch (error) {
      // Somebody was faster, between the question and the transaction.
      if (!(error instanceof ModelAlreadyRegisteredError)) throw error
      update({ type: 'already-registered', publisher: error.publisher })
      return undefined
    }
  }
}

const notComputed: TracedGeneration = {
  generation: { finishReason: 'stop', text: '', tokens: [] },
  logits: `0x${'0'.repeat(64)}`,
  steps: [],
}
const placeholder = cidOf(new Uint8Array())

/** Short, because every node computes them at every start. */
const defaultGolden: readonly Prompt[] = [
  {
    type: 'aichain/prompt/1',
    messages: [{ role: 'user', content: 'What is the capital of France?' }],
    maxNewTokens: 10,
  },
  {
    type: 'aichain/prompt/1',
    messages: [
      { role: 'system', content: 'You answer in one sentence.' },
      { role: 'user', content: 'Wie heißt „你好“ auf Englisch? 👋🏽' },
      { role: 'assistant', content: 'It is “hello”.' },
      { role: 'user', content: 'And how do I say goodbye — à bientôt?' },
    ],
    maxNewTokens: 12,
  },
]

type GoldenTask = Pick<GoldenVector, 'prompt' | 'seed'>

function goldenTasks({
  model: { decoding },
  golden = defaultGolden,
  goldenSeeds = golden.map((_, index) => defaultSeed(index)),
}: PublishParameters): readonly GoldenTask[] {
  if (decoding.sampler === 'greedy/1')
    return golden.map((prompt) => ({ prompt }))
  return golden.map((prompt, index) => {
    const seed = goldenSeeds[index]
    return { prompt, ...(seed && { seed }) }
  })
}

function defaultSeed(index: number): Digest {
  return digestOf(new TextEncoder().encode(`aichain/golden-seed/1 ${index}`))
}

async function computeGolden(
  session: InferenceSession,
  tasks: readonly GoldenTask[],
  update: Update,
  signal: AbortSignal,
): Promise<GoldenVector[]> {
  const vectors: GoldenVector[] = []
  for (const task of tasks) {
    const { prompt, seed } = task
    const run = await runTraced(session, prompt, { seed, signal })
    const vector = { ...task, ...run }
    const count = vectors.push(vector)
    const total = tasks.length
    update({ type: 'golden-vector-computed', vector, count, total })
  }
  return vectors
}

/** Refuses what nodes would refuse, while it can still be mended. */
function checkManifest(manifest: ModelManifest): ModelManifest {
  const parsed = parseManifest(encodeManifest(manifest))
  if (parsed.ok) return manifest
  throw new ManifestInvalidError({ reason: parsed.reason })
}
