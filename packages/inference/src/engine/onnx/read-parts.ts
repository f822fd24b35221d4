import type { CallOptions } from '@aichain/base'
import type { LoadProgress, ModelFiles } from '../../ports/inference-engine.js'
import {
  type ModelParts,
  readParts as readModelParts,
} from '../shared/model/model-parts.js'
import { readJson } from '../shared/model/read-json.js'
import { checkMemory } from './check-memory.js'

/** Reads what an engine over ONNX needs of a model; the graph only if it fits. */
export async function readParts(
  model: ModelFiles,
  options: CallOptions<LoadProgress> & { readonly maximumBytes: number },
): Promise<ModelParts> {
  const { manifest } = model
  return await readModelParts(model, options, (config) =>
    checkMemory(
      manifest,
      readJson(manifest.config, config),
      options.maximumBytes,
    ),
  )
}
