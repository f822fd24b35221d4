// Measures one engine with one model, and writes the figures as JSON to file
// descriptor 3. Started by `run-engine.mjs`, in a process of its own.
import { writeFileSync } from 'node:fs'
import { BroadcastChannel } from 'node:worker_threads'
import { engines } from './engines/index.mjs'

const task = JSON.parse(process.argv[2])
const { plan } = task
const enginesFolder = new URL('engines/', import.meta.url)

/** Every prompt is another, or an engine that keeps prefixes would skip it. */
let prompts = 0
function promptOf(length) {
  prompts += 1
  let state = Math.imul(prompts, 0x9e3779b1) | 1
  const letters = Array.from({ length }, () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return 97 + ((state >>> 8) % 26)
  })
  return String.fromCharCode(...letters)
}

/** Milliseconds until each token. */
async function timesOf(driver, prompt, count) {
  const times = []
  const tokens = []
  const began = performance.now()
  for await (const token of driver.generate(prompt, count)) {
    times.push(performance.now() - began)
    tokens.push(token)
  }
  if (times.length !== count) {
    throw new Error(`${times.length} tokens came instead of ${count}.`)
  }
  return { times, tokens }
}

/**
 * Tokens a second while `count` tokens follow a prompt, by the clock and by the
 * processor's time, which does not run while others have the core.
 */
async function decodeRate(driver) {
  const prompt = promptOf(plan.decodePrompt)
  let first
  let last
  for await (const _ of driver.generate(prompt, plan.decodeTokens)) {
    last = now()
    first ??= last
  }
  return rateOf(plan.decodeTokens - 1, first, last)
}

async function prefillRate(driver) {
  const prompt = promptOf(plan.prefillPrompt)
  const began = now()
  await timesOf(driver, prompt, 1)
  return rateOf(plan.prefillPrompt, began, now())
}

function now() {
  const { user, system } = process.cpuUsage()
  return { clock: performance.now(), processor: (user + system) / 1000 }
}

const rateOf = (tokens, began, ended) => ({
  clock: (tokens / (ended.clock - began.clock)) * 1000,
  processor: (tokens / (ended.processor - began.processor)) * 1000,
})

async function firstToken(driver, length) {
  const { times } = await timesOf(driver, promptOf(length), 1)
  return times[0]
}

async function timed(work) {
  const began = performance.now()
  const result = await work()
  return { result, time: performance.now() - began }
}

/** How much longer a node takes to make an answer than to check one. */
async function verification(driver) {
  const prompt = promptOf(plan.decodePrompt)
  const { result: answer, time: generate } = await timed(() =>
    driver.answer(prompt, plan.decodeTokens),
  )
  const { result: verdict, time: verify } = await timed(() =>
    driver.verify(prompt, plan.decodeTokens, answer),
  )
  if (!verdict.valid) throw new Error('An engine refused its own answer.')
  return { generate, verify }
}

/** Asks the probe in every thread; those that compute just then say nothing. */
async function probe(question) {
  const channel = new BroadcastChannel('bench-probe')
  const answers = []
  channel.onmessage = ({ data }) => {
    if (data.question === undefined) answers.push(data.answer)
  }
  channel.postMessage({ question })
  await new Promise((resolve) => setTimeout(resolve, 1000))
  channel.close()
  return answers
}

/** Bytes of WebAssembly memory; threads that share one each tell of it. */
async function webAssemblyBytes() {
  const memories = (await probe('memory')).flat()
  if (memories.length === 0) return undefined
  const own = memories.filter(({ isShared }) => !isShared)
  const shared = memories.filter(({ isShared }) => isShared)
  return (
    own.reduce((sum, { bytes }) => sum + bytes, 0) +
    Math.max(0, ...shared.map(({ bytes }) => bytes))
  )
}

/** Without what could be given back at once, in every thread. */
async function residentBytes() {
  globalThis.gc()
  if (task.hasProbe) await probe('collect')
  return process.memoryUsage.rss()
}

async function measure() {
  const { module } = engines[task.engine]
  const { start } = await import(new URL(module, enginesFolder).href)
  const engine = await start(task)
  const before = await residentBytes()
  const { result: driver, time: load } = await timed(engine.load)
  const cold = await timesOf(
    driver,
    promptOf(plan.chatPrompt),
    plan.decodeTokens,
  )
  const memory = {
    resident: (await residentBytes()) - before,
    peak: process.resourceUsage().maxRSS * 1024 - before,
    webAssembly: task.hasProbe ? await webAssemblyBytes() : undefined,
  }
  await timesOf(driver, promptOf(plan.prefillPrompt), plan.warmUpTokens)
  const figures = task.profile
    ? { profile: await profile(driver) }
    : await samples(driver)
  await driver.close()
  return {
    load,
    memory,
    firstTokenCold: cold.times[0],
    tokens: cold.tokens.slice(0, 8),
    ...figures,
  }
}

async function samples(driver) {
  const figures = { decode: [], prefill: [], firstToken: [], verification: [] }
  for (let repeat = 0; repeat < plan.repeats; repeat += 1) {
    figures.decode.push(await decodeRate(driver))
    figures.prefill.push(await prefillRate(driver))
    figures.firstToken.push(await firstToken(driver, plan.chatPrompt))
    if (driver.verify) figures.verification.push(await verification(driver))
  }
  return figures
}

/** Where the time goes in each phase, by the threads' own profilers. */
async function profile(driver) {
  const phases = {
    decode: () => decodeRate(driver),
    prefill: () => prefillRate(driver),
  }
  const profiles = {}
  for (const [phase, work] of Object.entries(phases)) {
    await probe('profile-start')
    for (let repeat = 0; repeat < plan.repeats; repeat += 1) await work()
    profiles[phase] = await probe('profile-stop')
  }
  return profiles
}

writeFileSync(3, JSON.stringify(await measure()))
// What an engine left running must not keep the next one waiting.
process.exit()
