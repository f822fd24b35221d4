import { AichainError } from '@aichain/base'
import type { InferenceSession } from 'onnxruntime-web/wasm'
import { ModelUnsupportedError } from '../../../errors/model.js'
import type { LoadedModel } from '../../shared/decoding/generation.js'
import { modelConfig } from '../../shared/model/model-config.js'
import type { ModelParts } from '../../shared/model/model-parts.js'
import { readJson } from '../../shared/model/read-json.js'
import {
  type TextLibraries,
  textPipeline,
} from '../../shared/text/text-pipeline.js'
import { findUnsupportedPart } from '../graph/check-operators.js'
import { modelSignature, type TensorInfo } from '../graph/model-signature.js'
import { decodeGraph, type OnnxProto } from '../graph/onnx-proto.js'
import { languageModel, type OnnxRuntime } from './language-model.js'
import type { RuntimeFiles } from './start-runtime.js'

/** What the worker is asked to load. */
export type ModelSource = {
  readonly runtime: RuntimeFiles
  readonly model: ModelParts
}

/**
 * What decides bits besides the graph. Weights are turned into float32 once, at
 * loading (`disable_quant_qdq`), instead of at every token.
 */
export const SESSION_OPTIONS: InferenceSession.SessionOptions = {
  executionProviders: ['wasm'],
  graphOptimizationLevel: 'basic',
  executionMode: 'sequential',
  extra: { session: { disable_quant_qdq: '1' } },
}

/** Opens a graph with `SESSION_OPTIONS`, and no others. */
export type OpenGraph = (graph: Uint8Array) => Promise<InferenceSession>

/**
 * Brings a model into memory.
 *
 * @param open - Default: ONNX Runtime itself.
 */
export async function loadModel(
  libraries: TextLibraries & {
    readonly runtime: OnnxRuntime
    readonly proto: OnnxProto
  },
  parts: ModelParts,
  open: OpenGraph = (graph) =>
    libraries.runtime.InferenceSession.create(graph, SESSION_OPTIONS),
): Promise<LoadedModel> {
  const { manifest } = parts
  const pipeline = textPipeline(libraries, {
    tokenizer: readJson(manifest.tokenizer, parts.tokenizer),
    tokenizerConfig: readJson(manifest.tokenizerConfig, parts.tokenizerConfig),
    paths: manifest,
  })
  checkGraph(libraries.proto, parts)
  const session = await createSession(open, parts)
  const signature = modelSignature(
    session.inputMetadata.map(tensorInfo),
    session.outputMetadata.map(tensorInfo),
    modelConfig(readJson(manifest.config, parts.config)),
  )
  if (!signature.ok) throw unsupportedGraph(manifest.graph, signature.reason)
  return {
    ...pipeline,
    languageModel: languageModel(libraries.runtime, session, signature.value),
    decoding: manifest.decoding,
  }
}

/** Again after publishing: a manifest can be written by hand. */
function checkGraph(
  proto: OnnxProto,
  { manifest, graph: content }: ModelParts,
): void {
  const reason = findUnsupportedPart(
    decodeGraph(proto, manifest.graph, content),
  )
  if (reason === undefined) return
  throw new ModelUnsupportedError({
    reason,
    remedy:
      'Publish the model again with 8-bit or 32-bit weights and operators that are known to be deterministic.',
    path: manifest.graph,
  })
}

async function createSession(
  open: OpenGraph,
  { manifest, graph }: ModelParts,
): Promise<InferenceSession> {
  try {
    return await open(graph)
  } catch (cause) {
    if (AichainError.isInstance(cause)) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    // Too little memory is this machine's fault, not the model's.
    if (/alloc|memory/i.test(reason)) throw cause
    throw unsupportedGraph(manifest.graph, reason, cause)
  }
}

function unsupportedGraph(path: string, reason: string, cause?: unknown) {
  return new ModelUnsupportedError({
    reason,
    remedy:
      "Export the model with a key-value cache, for example with Optimum's task text-generation-with-past.",
    path,
    cause,
  })
}

function tensorInfo(metadata: InferenceSession.ValueMetadata): TensorInfo {
  return metadata.isTensor
    ? metadata
    : { name: metadata.name, type: 'not a tensor', shape: [] }
}
