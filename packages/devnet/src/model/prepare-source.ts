import type { InferenceEngine, ModelFolder, PreparedModel } from '@aichain/sdk'
import { integerEngine, prepareLlamaModel } from '@aichain/sdk/integer'
import {
  onnxEngine,
  type PrepareModelOptions,
  prepareModel,
} from '@aichain/sdk/onnx'

/** A model that is fit to publish, and the engine that its manifest pins. */
export type PreparedSource = {
  readonly model: PreparedModel
  readonly engine: InferenceEngine
}

/** Prepares a folder for the engine that its weights are for. */
export async function prepareSource(
  folder: ModelFolder,
  options: Pick<PrepareModelOptions, 'signal' | 'decoding'>,
): Promise<PreparedSource> {
  return folder.paths.some(isWeights)
    ? {
        model: await prepareLlamaModel(folder, options),
        engine: integerEngine(),
      }
    : { model: await prepareModel(folder, options), engine: onnxEngine() }
}

/** Weights without a graph, which the integer engine takes from Llamas. */
function isWeights(path: string): boolean {
  return path.endsWith('.gguf') || /^[^/]*\.safetensors$/.test(path)
}
