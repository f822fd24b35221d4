import type { InferenceEngine, ModelFolder, PreparedModel } from '@aichain/sdk'
import { integerEngine, prepareLlamaModel } from '@aichain/sdk/integer'
import { type ProcessEngineOptions, processEngine } from '@aichain/sdk/node'
import {
  onnxEngine,
  type PrepareModelOptions,
  prepareModel,
} from '@aichain/sdk/onnx'

/** A model that is fit to publish, the engine that its manifest pins, and who checks it. */
export type PreparedSource = {
  readonly model: PreparedModel
  readonly engine: InferenceEngine
  readonly witnesses: readonly InferenceEngine[]
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
        witnesses: inBothCompilers({
          module: '@aichain/inference/integer',
          exportName: 'integerEngine',
          executionProvider: 'integer',
        }),
      }
    : {
        model: await prepareModel(folder, options),
        engine: onnxEngine(),
        witnesses: inBothCompilers({
          module: '@aichain/inference/onnx',
          exportName: 'onnxEngine',
          executionProvider: 'wasm',
        }),
      }
}

/** Two processes, in which V8 compiles WebAssembly in its two ways. */
function inBothCompilers(engine: ProcessEngineOptions): InferenceEngine[] {
  const execArgv = ['--liftoff', '--no-wasm-tier-up']
  return [processEngine(engine), processEngine({ ...engine, execArgv })]
}

/** Weights without a graph, which the integer engine takes from Llamas. */
function isWeights(path: string): boolean {
  return path.endsWith('.gguf') || /^[^/]*\.safetensors$/.test(path)
}
