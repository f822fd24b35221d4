// Loaded into every thread of a measured process. Keeps hold of WebAssembly
// memories, so that their sizes can be asked for from outside, and on demand
// collects garbage or records a profile.
import { type Profiler, Session } from 'node:inspector'
import { BroadcastChannel } from 'node:worker_threads'

/** How large a memory is. */
export type MemorySize = { readonly bytes: number; readonly isShared: boolean }

/** What each question is answered with. */
export type ProbeAnswers = {
  readonly collect: undefined
  readonly memory: readonly MemorySize[]
  readonly 'profile-start': undefined
  readonly 'profile-stop': Profiler.Profile
}

const memories = new Set<WebAssembly.Memory>()
const { Instance, Memory } = WebAssembly

function keepExports({ exports }: WebAssembly.Instance): void {
  for (const value of Object.values(exports)) {
    if (value instanceof Memory) memories.add(value)
  }
}

/** Of both functions, whose results differ. */
type Instantiate = (
  ...args: unknown[]
) => Promise<WebAssembly.Instance | { readonly instance: WebAssembly.Instance }>

for (const name of ['instantiate', 'instantiateStreaming'] as const) {
  const original = WebAssembly[name] as Instantiate
  const observed: Instantiate = async (...args) => {
    keepImports(args[1] as WebAssembly.Imports | undefined)
    const result = await original(...args)
    keepExports('instance' in result ? result.instance : result)
    return result
  }
  Object.assign(WebAssembly, { [name]: observed })
}

WebAssembly.Instance = new Proxy(Instance, {
  construct(target, args: [WebAssembly.Module, WebAssembly.Imports?]) {
    keepImports(args[1])
    const instance = new target(...args)
    keepExports(instance)
    return instance
  },
})

/** A memory that is shared comes from outside, once for each thread. */
function keepImports(imports: WebAssembly.Imports = {}): void {
  for (const group of Object.values(imports)) {
    for (const value of Object.values(group ?? {})) {
      if (value instanceof Memory) memories.add(value)
    }
  }
}

const sizes = (): readonly MemorySize[] =>
  [...memories].map(({ buffer }) => ({
    bytes: buffer.byteLength,
    isShared: buffer instanceof SharedArrayBuffer,
  }))

const session = new Session()
session.connect()
const post = (method: string, parameters: object = {}) =>
  new Promise<unknown>((resolve, reject) =>
    session.post(method, parameters, (error, result) =>
      error ? reject(error) : resolve(result),
    ),
  )

const answers: {
  readonly [Question in keyof ProbeAnswers]: () => Promise<
    ProbeAnswers[Question]
  >
} = {
  collect: async () => {
    globalThis.gc?.()
    return undefined
  },
  memory: async () => sizes(),
  'profile-start': async () => {
    await post('Profiler.enable')
    await post('Profiler.setSamplingInterval', { interval: 500 })
    await post('Profiler.start')
    return undefined
  },
  'profile-stop': async () => {
    const stopped = await post('Profiler.stop')
    return (stopped as { readonly profile: Profiler.Profile }).profile
  },
}

const channel = new BroadcastChannel('bench-probe')
channel.unref()
channel.onmessage = async ({ data }) => {
  const question: keyof ProbeAnswers | undefined = data.question
  if (question === undefined) return
  channel.postMessage({ answer: await answers[question]() })
}
