import { accept, type Result } from '@aichain/base'
import type { LanguageModel, Step } from '../shared/decoding/language-model.js'
import type { Arena } from './arena.js'
import { CHUNK, type Kernel, PAGE } from './kernel.js'
import type { LlamaConfig } from './llama-config.js'
import { loadWeights, type Weights, writeWords } from './load-weights.js'
import type { Tensor } from './read-tensors.js'

/** A model in the kernel's memory. */
export type IntegerModel = {
  /** Of the kernel's `Model`, which other threads serve. */
  readonly address: number
  readonly languageModel: LanguageModel
}

/** Words of the kernel's `Model` that change from task to task. */
type TaskWords = {
  start: number
  count: number
  scored: number
}

/**
 * Brings a model into the kernel's memory. Its scores do not depend on what is
 * read together, so `readEach` gives what `read` would, token by token.
 *
 * One conversation at a time: a context is only its length, and reading
 * overwrites what was after it.
 */
export function integerModel(parameters: {
  readonly kernel: Kernel
  readonly arena: Arena
  readonly config: LlamaConfig
  readonly tensors: ReadonlyMap<string, Tensor>
  readonly threads: number
}): Result<IntegerModel> {
  const { kernel, arena, config, tensors, threads } = parameters
  const loaded = loadWeights(kernel, arena, config, tensors)
  if (!loaded.ok) return loaded
  const model = layOut(kernel, arena, config, loaded.value, threads)
  return accept({
    address: model.address,
    languageModel: reader(
      arena,
      config,
      model,
      taskRunner(kernel, arena, config, model),
    ),
  })
}

type Layout = {
  readonly address: number
  readonly tokens: number
  readonly logits: number
  readonly pageTable: number
  /** Index of the first word of the task in the `Model`. */
  readonly task: number
  /** Floats between two tokens' logits. */
  readonly vocabulary: number
}

/** Reserves working memory and writes the kernel's `Model`, word by word. */
function layOut(
  kernel: Kernel,
  arena: Arena,
  config: LlamaConfig,
  weights: Weights,
  threads: number,
): Layout {
  const { hiddenSize, intermediateSize, headDimension, heads } = config
  const { keyValueHeads, contextLength, groupSize } = config
  const vocabulary = Math.ceil(config.vocabularySize / 8) * 8
  const angles = 2 * contextLength * headDimension
  const cosines = arena.reserve(angles)
  const sines = arena.reserve(angles)
  kernel.fillAngles(
    weights.frequencies,
    headDimension / 2,
    contextLength,
    cosines,
    sines,
  )
  const perToken = (floats: number) => arena.reserve(4 * CHUNK * floats)
  const scratchSize = scratchBytes(config)
  const tokens = arena.reserve(4 * CHUNK)
  const logits = perToken(vocabulary)
  const pageTable = arena.reserve(4 * Math.ceil(contextLength / PAGE))
  const epsilon = Number(config.normEpsilon)
  const words = [
    ...[threads, hiddenSize, intermediateSize, config.layers, heads],
    ...[keyValueHeads, headDimension, vocabulary, groupSize],
    floatBits(epsilon),
    ...[weights.embedding, weights.head, weights.norm, cosines, sines],
    writeWords(arena, weights.layers),
    pageTable,
    perToken(hiddenSize),
    perToken((heads + 2 * keyValueHeads) * headDimension),
    perToken(heads * headDimension),
    perToken(intermediateSize),
    perToken(intermediateSize),
    logits,
    arena.reserve(threads * scratchSize),
    ...[scratchSize, tokens],
  ]
  // Start, count, scored; where threads meet; the number of the task.
  const address = writeWords(arena, [...words, 0, 0, 0, 0, 0, 0])
  const task = words.length
  return { address, tokens, logits, pageTable, task, vocabulary }
}

/** Quantised activations or attention weights, and one normalised vector. */
function scratchBytes(config: LlamaConfig): number {
  const { hiddenSize, intermediateSize, heads, headDimension } = config
  const width = Math.max(hiddenSize, intermediateSize, heads * headDimension)
  const groups = config.groupSize > 0 ? width / config.groupSize : 1
  const header = 64
  const activations = header + 4 * CHUNK * (1 + groups) + 2 * CHUNK * width
  const attention = 4 * (config.contextLength + 4)
  const bytes = Math.max(activations, attention) + 4 * hiddenSize
  return Math.ceil(bytes / 64) * 64
}

function floatBits(value: number): number {
  return new Uint32Array(Float32Array.of(value).buffer)[0] as number
}

/** Runs one task of at most `CHUNK` tokens. */
type RunTask = (tokens: readonly number[], task: TaskWords) => void

function taskRunner(
  kernel: Kernel,
  arena: Arena,
  config: LlamaConfig,
  model: Layout,
): RunTask {
  const heads = 2 * config.layers * config.keyValueHeads
  const pageBytes = 4 * PAGE * heads * config.headDimension
  let pages = 0
  const reserveUpTo = (length: number) => {
    for (; pages * PAGE < length; pages += 1) {
      const page = arena.reserve(pageBytes)
      arena.words(model.pageTable + 4 * pages, 1)[0] = page
    }
  }
  return (tokens, { start, count, scored }) => {
    reserveUpTo(start + count)
    arena.words(model.tokens, count).set(tokens)
    const words = arena.words(model.address, model.task + 3)
    words.set([start, count, scored], model.task)
    kernel.run(model.address)
  }
}

function reader(
  arena: Arena,
  config: LlamaConfig,
  model: Layout,
  runTask: RunTask,
): LanguageModel {
  const step = (index: number, length: number): Step => {
    const address = model.logits + 4 * index * model.vocabulary
    const logits = arena.floats(address, config.vocabularySize).slice()
    return { logits, context: { length } }
  }
  return {
    vocabularySize: config.vocabularySize,
    emptyContext: () => ({ length: 0 }),
    read: async (tokens, { length }) => {
      for (let done = 0; done < tokens.length; done += CHUNK) {
        const part = tokens.slice(done, done + CHUNK)
        const isLast = done + part.length === tokens.length
        const scored = isLast ? 1 : 0
        runTask(part, { start: length + done, count: part.length, scored })
      }
      return step(0, length + tokens.length)
    },
    readEach: async function* (tokens, { length }) {
      for (let done = 0; done < tokens.length; done += CHUNK) {
        const part = tokens.slice(done, done + CHUNK)
        const start = length + done
        runTask(part, { start, count: part.length, scored: part.length })
        for (const index of part.keys()) yield step(index, start + index + 1)
      }
    },
  }
}
