import { loadTextLibraries } from '../shared/text/load-text-libraries.js'
import { serveWorker } from '../shared/worker/serve-worker.js'
import { loadOnnxProto } from './graph/onnx-proto.js'
import { loadModel, type ModelSource } from './runtime/load-model.js'
import { startRuntime } from './runtime/start-runtime.js'

serveWorker(async (source) => {
  const { runtime: files, model } = source as ModelSource
  const runtime = await startRuntime(files)
  const proto = await loadOnnxProto()
  const libraries = { ...(await loadTextLibraries()), proto, runtime }
  return await loadModel(libraries, model)
})
