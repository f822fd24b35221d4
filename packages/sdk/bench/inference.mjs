// How fast and how large inference is on this machine, with the default model.
//
//   node packages/sdk/bench/inference.mjs
//
// Wall time and processor time of this process and its worker; run it on an
// idle machine.
import { onnxEngine } from '../dist/onnx.js'
import { prepareDefaultModel } from '../test/determinism/golden.mjs'

const print = (text) => process.stdout.write(`${text}\n`)

async function measure(name, work) {
  const began = performance.now()
  const before = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  const wall = performance.now() - began
  const cpu = (user + system) / 1000
  const memory = process.memoryUsage.rss() / 2 ** 20
  print(
    `${name.padEnd(28)}${wall.toFixed(0).padStart(7)} ms, ${cpu.toFixed(0)} ms of processor, ${memory.toFixed(0)} MiB`,
  )
  return { result, wall }
}

/** The time of the first token is that of reading the prompt. */
async function* timed(parts) {
  const began = performance.now()
  for await (const part of parts) {
    if (part.type === 'token') yield performance.now() - began
  }
}

const promptOf = (content) => ({
  type: 'aichain/prompt/1',
  messages: [{ role: 'user', content }],
})

async function ask(session, content) {
  const times = []
  for await (const time of timed(session.generate(promptOf(content)))) {
    times.push(time)
  }
  const [first = 0] = times
  const rate = ((times.length - 1) / (times.at(-1) - first)) * 1000
  print(
    `${''.padEnd(28)}first token after ${first.toFixed(0)} ms, then ${rate.toFixed(0)} tokens/s`,
  )
}

const { result: model } = await measure('prepare', prepareDefaultModel)
const engine = onnxEngine()
const { result: runtime } = await measure('read the runtime', engine.runtime)
const files = new Map(model.files.map((file) => [file.path, file.content]))
const load = () =>
  engine.load({
    manifest: { ...model, runtime },
    read: async (path) => files.get(path),
  })
const { result: session } = await measure('load', load)
const short = 'Write a long story about a fox.'
const long = `${'The fox ran over the hill. '.repeat(40)}What did it do?`
for (const [name, content] of Object.entries({ short, short2: short, long })) {
  await measure(`generate, ${name} prompt`, () => ask(session, content))
}
const { result: second } = await measure('load a second session', load)
await second.close()
await session.close()
