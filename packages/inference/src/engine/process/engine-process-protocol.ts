import type { ModelManifest, RuntimePin } from '../../document/manifest.js'
import type {
  WorkerAnswers,
  WorkerFault,
  WorkerRequest,
} from '../shared/worker/worker-protocol.js'

/** Which engine a process makes, by what it can import. */
export type EngineSource = {
  /** A URL, or the name of a module as the SDK's own files would import it. */
  readonly module: string
  /** Of the function that makes the engine. */
  readonly exportName: string
  /** What it is called with. */
  readonly argument: unknown
}

/** What a process is asked: as a worker is, and first which engine it is. */
export type ProcessRequest =
  | WorkerRequest
  | { readonly type: 'engine'; readonly source: EngineSource }

export type ProcessAnswers = WorkerAnswers & { readonly engine: RuntimePin }

/** What `load` carries; the files are asked for. */
export type ProcessModel = { readonly manifest: ModelManifest }

/** The process needs a file of the model. */
export type FileQuestion = { readonly file: number; readonly path: string }

/** A file of the model, or why there is none. */
export type FileAnswer =
  | { readonly file: number; readonly content: Uint8Array }
  | { readonly file: number; readonly fault: WorkerFault }
