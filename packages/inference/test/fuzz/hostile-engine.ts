import type { Generation } from '../../src/document/output.js'
import { loadOnnxProto } from '../../src/engine/onnx/graph/onnx-proto.js'
import { onnxEngine } from '../../src/engine/onnx/onnx-engine.js'
import { loadModel } from '../../src/engine/onnx/runtime/load-model.js'
import type { ModelParts } from '../../src/engine/shared/model/model-parts.js'
import { loadTextLibraries } from '../../src/engine/shared/text/load-text-libraries.js'
import { workerRequests } from '../../src/engine/shared/worker/worker-requests.js'
import type { GenerationPart } from '../../src/ports/inference-engine.js'
import { tinyModelFiles } from '../support/default-model.js'
import { startTestRuntime } from '../support/ort.js'

/** How a model and a prompt end: an answer, or the type of a fault. */
export type End =
  | Generation
  | { readonly fault: string; readonly reason?: string }

/** The worker of engine 1, without its thread, which would take most of the time. */
export async function hostileEngine() {
  const libraries = {
    ...(await loadTextLibraries()),
    runtime: await startTestRuntime(),
    proto: await loadOnnxProto(),
  }
  const { manifest, read } = await tinyModelFiles(onnxEngine())
  const parts: ModelParts = {
    manifest,
    config: await read(manifest.config),
    tokenizer: await read(manifest.tokenizer),
    tokenizerConfig: await read(manifest.tokenizerConfig),
    graph: await read(manifest.graph),
  }
  const open = (changed: Partial<ModelParts> = {}) => {
    const ask = workerRequests(() =>
      loadModel(libraries, { ...parts, ...changed }),
    )
    const loaded = ask({ id: 0, request: { type: 'load', source: undefined } })
    return async (prompt: Uint8Array): Promise<End> => {
      const load = await loaded
      if ('fault' in load) return faultOf(load)
      const task = { prompt, trace: true }
      await ask({ id: 1, request: { type: 'start', generation: 0, task } })
      while (true) {
        const next = await ask({
          id: 2,
          request: { type: 'next', generation: 0 },
        })
        if ('fault' in next) return faultOf(next)
        const parts = next.answer as readonly GenerationPart[]
        const part = parts.at(-1)
        if (part === undefined) return { fault: 'no result' }
        if (part.type === 'generation') return part.generation
      }
    }
  }
  return { parts, open }
}

function faultOf({ fault }: { fault: { type: string; reason?: string } }): End {
  return { fault: fault.type, reason: fault.reason ?? '' }
}
