// Loaded into every thread of a measured process. Keeps hold of WebAssembly
// memories, so that their sizes can be asked for from outside, and on demand
// collects garbage or records a profile.
import { Session } from 'node:inspector'
import { BroadcastChannel } from 'node:worker_threads'

const memories = new Set()
const { Instance, Memory } = WebAssembly

function keepExports({ exports }) {
  for (const value of Object.values(exports)) {
    if (value instanceof Memory) memories.add(value)
  }
}

for (const name of ['instantiate', 'instantiateStreaming']) {
  const original = WebAssembly[name]
  WebAssembly[name] = async (...args) => {
    keepImports(args[1])
    const result = await original(...args)
    keepExports(result.instance ?? result)
    return result
  }
}

WebAssembly.Instance = new Proxy(Instance, {
  construct(target, args) {
    keepImports(args[1])
    const instance = new target(...args)
    keepExports(instance)
    return instance
  },
})

/** A memory that is shared comes from outside, once for each thread. */
function keepImports(imports = {}) {
  for (const group of Object.values(imports)) {
    for (const value of Object.values(group ?? {})) {
      if (value instanceof Memory) memories.add(value)
    }
  }
}

const sizes = () =>
  [...memories].map(({ buffer }) => ({
    bytes: buffer.byteLength,
    isShared: buffer instanceof SharedArrayBuffer,
  }))

const session = new Session()
session.connect()
const post = (method, parameters) =>
  new Promise((resolve, reject) =>
    session.post(method, parameters, (error, result) =>
      error ? reject(error) : resolve(result),
    ),
  )

const answers = {
  collect: async () => globalThis.gc(),
  memory: async () => sizes(),
  'profile-start': async () => {
    await post('Profiler.enable')
    await post('Profiler.setSamplingInterval', { interval: 500 })
    await post('Profiler.start')
  },
  'profile-stop': async () => (await post('Profiler.stop')).profile,
}

const channel = new BroadcastChannel('bench-probe')
channel.unref()
channel.onmessage = async ({ data: { question } }) => {
  if (question === undefined) return
  const answer = await answers[question]()
  channel.postMessage({ answer })
}
