import type { InferenceSession } from 'onnxruntime-web/wasm'
import type { ModelParts } from '../shared/model/model-parts.js'
import { checkSession } from './pinned-runtime.js'
import type {
  TransformersEnvironment,
  TransformersModule,
} from './transformers-module.js'

/** A name that is no folder and no repository. */
const NAME = 'aichain-model'

/**
 * Lets the module load a model from memory, and takes the session that it made.
 *
 * The module's settings are those of the whole program: they are changed for as
 * long as the module reads, and put back. Loads wait for each other.
 */
export async function openThroughModule(
  { env, PreTrainedModel }: TransformersModule,
  parts: ModelParts,
): Promise<InferenceSession> {
  const model = await withFiles(env, filesOf(parts), () =>
    PreTrainedModel.from_pretrained(NAME, {
      local_files_only: true,
      model_file_name: 'model',
      // Version 2 and 4: the name of the file, without a suffix.
      quantized: false,
      dtype: 'fp32',
      // Any other device makes version 4 ask which ones its own runtime has.
      device: 'auto',
      session_options: { executionProviders: ['wasm'] },
    }),
  )
  return checkSession(sessionOf(model))
}

/** What the module may read, under the names that it asks for. */
function filesOf({ config, graph }: ModelParts) {
  return new Map([
    ['/config.json', config],
    ['/onnx/model.onnx', graph],
  ])
}

function sessionOf(model: unknown): unknown {
  const { session, sessions } = model as {
    readonly session?: unknown
    readonly sessions?: { readonly model?: unknown }
  }
  return session ?? sessions?.model
}

let last: Promise<unknown> = Promise.resolve()

function withFiles<T>(
  env: TransformersEnvironment,
  files: ReadonlyMap<string, Uint8Array>,
  work: () => Promise<T>,
): Promise<T> {
  const settings = {
    allowRemoteModels: false,
    // With neither allowed, version 2 refuses to start.
    allowLocalModels: true,
    useBrowserCache: false,
    useFSCache: false,
    useCustomCache: true,
    customCache: memoryCache(files),
  }
  const result = last.then(async () => {
    const before = { ...env }
    Object.assign(env, settings)
    try {
      return await work()
    } finally {
      for (const name of Object.keys(settings) as (keyof typeof settings)[]) {
        Object.assign(env, { [name]: before[name] })
      }
    }
  })
  // Who comes next does not care how this one ended.
  last = result.catch(() => {})
  return result
}

/**
 * What the module asks is a path, or the address that it would fetch, in which
 * the model's name comes first and the file's last. Nothing else is answered:
 * others in the program may be loading models of their own.
 */
function memoryCache(files: ReadonlyMap<string, Uint8Array>) {
  return {
    match: async (key: string) => {
      const path = key.replaceAll('\\', '/')
      if (!path.includes(`/${NAME}/`)) return undefined
      const name = [...files.keys()].find((ending) => path.endsWith(ending))
      const content = name === undefined ? undefined : files.get(name)
      return content && new Response(content as BodyInit)
    },
    put: async () => {},
  }
}
