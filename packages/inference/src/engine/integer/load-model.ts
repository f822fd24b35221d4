import type { Result } from '@aichain/base'
import { ModelUnsupportedError } from '../../errors/model.js'
import type { LoadedModel } from '../shared/decoding/generation.js'
import type { ModelParts } from '../shared/model/model-parts.js'
import { readJson } from '../shared/model/read-json.js'
import {
  type TextLibraries,
  textPipeline,
} from '../shared/text/text-pipeline.js'
import { arena } from './arena.js'
import { integerModel } from './integer-model.js'
import { openKernel } from './kernel.js'
import { kernelBytes } from './kernel-pin.js'
import { parseLlamaConfig } from './llama-config.js'
import { readTensors } from './read-tensors.js'
import { startThreads, type ThreadScript } from './start-threads.js'

/** What the worker is asked to load. */
export type IntegerSource = {
  readonly model: ModelParts
  /** At least 1. */
  readonly threads: number
  /** Where the other threads' script is; `undefined` is beside the worker's. */
  readonly threadScript: string | undefined
}

/** Brings a model into memory, and starts the threads that serve it. */
export async function loadModel(
  libraries: TextLibraries,
  { model: parts, threads }: Omit<IntegerSource, 'threadScript'>,
  script: ThreadScript,
): Promise<LoadedModel> {
  const { manifest } = parts
  const pipeline = textPipeline(libraries, {
    tokenizer: readJson(manifest.tokenizer, parts.tokenizer),
    tokenizerConfig: readJson(manifest.tokenizerConfig, parts.tokenizerConfig),
    paths: manifest,
  })
  const whole = demand(manifest.config, parseLlamaConfig(parts.config))
  const { contextLimit } = manifest.decoding
  if (contextLimit > whole.contextLength) {
    throw unsupported(
      manifest.config,
      `the context limit is ${contextLimit}, the model has ${whole.contextLength} positions`,
    )
  }
  // No position beyond the limit is ever read: none needs angles or room.
  const config = { ...whole, contextLength: contextLimit }
  const tensors = demand(manifest.graph, readTensors(parts.graph))
  const module = await WebAssembly.compile(kernelBytes())
  const memory = arena()
  const kernel = await openKernel(module, memory.memory)
  const model = demand(
    manifest.graph,
    integerModel({ kernel, arena: memory, config, tensors, threads }),
  )
  await startThreads(script, {
    module,
    memory: memory.memory,
    address: model.address,
    threads,
  })
  return {
    ...pipeline,
    languageModel: model.languageModel,
    decoding: manifest.decoding,
  }
}

function demand<T>(path: string, result: Result<T>): T {
  if (result.ok) return result.value
  throw unsupported(path, result.reason)
}

function unsupported(path: string, reason: string): ModelUnsupportedError {
  return new ModelUnsupportedError({
    reason,
    remedy: 'Prepare the model again with prepareLlamaModel.',
    path,
  })
}
