import type {
  Address,
  CallOptions,
  Digest,
  TransferProgress,
} from '@aichain/base'
import { type Cid, cidOf, digestOf, withTimeout } from '@aichain/base'
import type {
  Author,
  InferenceEngine,
  InferenceSession,
  ModelFiles,
  PreparedModel,
  Prompt,
  TracedGeneration,
} from '@aichain/inference'
import {
  encodeManifest,
  type GoldenVector,
  ManifestInvalidError,
  type ModelManifest,
  parseManifest,
  runTraced,
} from '@aichain/inference'
import { ModelAlreadyRegisteredError } from '../errors/contract-models.js'
import { TooFewWitnessesError } from '../errors/model.js'
import type {
  ChainReader,
  ChainWriter,
  TransactionProgress,
  TransactionReceipt,
} from '../ports/chain.js'
import type { ContentStore, StoredFolder } from '../ports/content-store.js'
import { questionWitness } from './publisher/question-witness.js'
import { checkList, checkParts } from './reader/check-argument.js'

/** What is published. */
export type PublishParameters = {
  /** From the engine's `prepareModel`. */
  readonly model: PreparedModel
  /** For people; models of one name can differ. */
  readonly name: string
  /** SPDX expression of the weights' licence, such as `Apache-2.0`. */
  readonly license: string
  /**
   * Whom nodes pay a part of each reward, in 1/10,000, at most a fifth. It is
   * part of the model's identity: with another author, or none, the same weights
   * are another model. Default: nobody.
   */
  readonly author?: Author | undefined
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
  | {
      /** A witness reproduced every vector. */
      readonly type: 'witness-agreed'
      /** Witnesses that agreed so far, and all there are. */
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
  /** `undefined` when somebody had registered the model before. */
  readonly receipt: TransactionReceipt | undefined
}

type Update = (update: PublishUpdate) => void

/** As many that one start, or one compiler, cannot make all of them wrong. */
const LEAST_WITNESSES = 2

/**
 * Puts models on IPFS and into the registry, once at least two witnesses have
 * reproduced their golden vectors: engines that share no memory with `engine`,
 * ideally two processes that compile WebAssembly with different compilers.
 *
 * Every step can be repeated: the same model under the same runtime gives the
 * same CIDs, so a call that failed half-way is simply made again.
 *
 * @example
 * ```ts
 * import { type Chain, type ContentStore, ModelPublisher } from '@aichain/sdk'
 * import { processEngine, readModelFolder } from '@aichain/sdk/node'
 * import { onnxEngine, prepareModel } from '@aichain/sdk/onnx'
 *
 * const onnx = {
 *   module: '@aichain/inference/onnx',
 *   exportName: 'onnxEngine',
 *   executionProvider: 'wasm',
 * } as const
 *
 * async function publish(chain: Chain, content: ContentStore, path: string) {
 *   const model = await prepareModel(await readModelFolder(path))
 *   const publisher = new ModelPublisher({
 *     chain,
 *     content,
 *     engine: onnxEngine(),
 *     witnesses: [
 *       processEngine(onnx),
 *       processEngine({ ...onnx, execArgv: ['--liftoff', '--no-wasm-tier-up'] }),
 *     ],
 *   })
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
  readonly #witnesses: readonly InferenceEngine[]

  /**
   * Errors: `InvalidArgumentError`, `TooFewWitnessesError`.
   */
  constructor(parameters: {
    readonly chain: Pick<ChainReader, 'getModel'> &
      Pick<ChainWriter, 'registerModel'>
    readonly content: ContentStore
    readonly engine: InferenceEngine
    /** At least two, each in a process of its own; they are run one by one. */
    readonly witnesses: readonly InferenceEngine[]
  }) {
    checkParts(parameters, ['chain', 'content', 'engine'], ['witnesses'])
    checkList('witnesses', parameters.witnesses)
    const count = parameters.witnesses.length
    if (count < LEAST_WITNESSES) throw new TooFewWitnessesError({ count })
    this.#chain = parameters.chain
    this.#content = parameters.content
    this.#engine = parameters.engine
    this.#witnesses = [...parameters.witnesses]
  }

  /**
   * Stores the model's folder, runs the golden prompts on the engine and on each
   * witness, stores the manifest that pins all of it, and registers it on-chain
   * unless somebody has already.
   *
   * Errors: `ManifestInvalidError` before anything is stored if name, licence,
   * author or rules are not valid; `WitnessDisagreesError` before the manifest is stored;
   * those of content store, engines and chain.
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
      const receipt = await this.#register(model, update, signal)
      return { manifest, model, receipt }
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
    const manifest = { ...draft, ...folder }
    const files = { manifest, read: readPrepared(model) }
    const vectors = await this.#compute(files, golden, update, signal)
    await this.#questionWitnesses(files, vectors, update, signal)
    return checkManifest({ ...manifest, golden: vectors })
  }

  /** The engine needs no golden vectors; they are what it is loaded for. */
  async #compute(
    files: ModelFiles,
    golden: readonly GoldenTask[],
    update: Update,
    signal: AbortSignal,
  ): Promise<GoldenVector[]> {
    const session = await this.#engine.load(files, { signal })
    try {
      update({ type: 'model-loaded' })
      return await computeGolden(session, golden, update, signal)
    } finally {
      await session.close()
    }
  }

  /** One by one, because each holds the whole model. */
  async #questionWitnesses(
    files: ModelFiles,
    vectors: readonly GoldenVector[],
    update: Update,
    signal: AbortSignal,
  ): Promise<void> {
    const total = this.#witnesses.length
    for (const [witness, engine] of this.#witnesses.entries()) {
      await questionWitness({ witness, engine, files, vectors }, signal)
      update({ type: 'witness-agreed', count: witness + 1, total })
    }
  }

  /** Checked with stand-ins for what is not computed yet, to fail before the slow part. */
  async #draftManifest(
    { model, name, license, author }: PublishParameters,
    golden: readonly GoldenTask[],
  ): Promise<ModelManifest> {
    const { dtype, graph, config, tokenizer, tokenizerConfig } = model
    return checkManifest({
      type: 'aichain/model/1',
      name,
      license,
      ...(author && { author: lowerCase(author) }),
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

  async #register(
    model: Cid,
    update: Update,
    signal: AbortSignal,
  ): Promise<TransactionReceipt | undefined> {
    const known = await this.#chain.getModel(model, { signal })
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

/** An address has one form in documents, whatever the checksum of the one given. */
function lowerCase(author: Author): Author {
  return { ...author, address: `${author.address}`.toLowerCase() as Address }
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

function readPrepared({ files }: PreparedModel): ModelFiles['read'] {
  const contents = new Map(files.map((file) => [file.path, file.content]))
  return async (path) => contents.get(path) as Uint8Array
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

/** Refuses what nodes would refuse, while it can still be fixed. */
function checkManifest(manifest: ModelManifest): ModelManifest {
  const parsed = parseManifest(encodeManifest(manifest))
  if (parsed.ok) return manifest
  throw new ManifestInvalidError({ reason: parsed.reason })
}
