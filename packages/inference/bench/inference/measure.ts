// Measures one engine with one model, and writes the figures as JSON to file
// descriptor 3. Started by `run-engine.ts`, in a process of its own and as plain
// JavaScript: a loader would count as the engine's memory and time.
import { writeFileSync } from 'node:fs'
import type { Profiler } from 'node:inspector'
import { BroadcastChannel } from 'node:worker_threads'
import type { Driver } from './engines/driver.js'
import { engines } from './engines/index.js'
import type {
  MeasuredTask,
  PhaseProfiles,
  Rate,
  RoundFigures,
  Samples,
  Verified,
} from './measured-task.js'
import type { MemorySize, ProbeAnswers } from './probe.js'

const task: MeasuredTask = JSON.parse(process.argv[2] ?? '')
const { plan } = task

/** Every prompt is another, or an engine that keeps prefixes would skip it. */
let prompts = 0
function promptOf(length: number): string {
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
async function timesOf(driver: Driver, prompt: string, count: number) {
  const times: number[] = []
  const tokens: (number | undefined)[] = []
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
async function decodeRate(driver: Driver): Promise<Rate> {
  const prompt = promptOf(plan.decodePrompt)
  let first: Moment | undefined
  let last = now()
  for await (const _ of driver.generate(prompt, plan.decodeTokens)) {
    last = now()
    first ??= last
  }
  return rateOf(plan.decodeTokens - 1, first ?? last, last)
}

async function prefillRate(driver: Driver): Promise<Rate> {
  const prompt = promptOf(plan.prefillPrompt)
  const began = now()
  await timesOf(driver, prompt, 1)
  return rateOf(plan.prefillPrompt, began, now())
}

/** Milliseconds of the clock and of the processor. */
type Moment = { readonly clock: number; readonly processor: number }

function now(): Moment {
  const { user, system } = process.cpuUsage()
  return { clock: performance.now(), processor: (user + system) / 1000 }
}

const rateOf = (tokens: number, began: Moment, ended: Moment): Rate => ({
  clock: (tokens / (ended.clock - began.clock)) * 1000,
  processor: (tokens / (ended.processor - began.processor)) * 1000,
})

async function firstToken(driver: Driver, length: number): Promise<number> {
  const { times } = await timesOf(driver, promptOf(length), 1)
  return times[0] as number
}

async function timed<Result>(work: () => Promise<Result>) {
  const began = performance.now()
  const result = await work()
  return { result, time: performance.now() - began }
}

/** How much longer a node takes to make an answer than to check one. */
async function verification({
  answer,
  verify,
}: NonNullable<Driver['checking']>): Promise<Verified> {
  const prompt = promptOf(plan.decodePrompt)
  const generated = await timed(() => answer(prompt, plan.decodeTokens))
  const verified = await timed(() =>
    verify(prompt, plan.decodeTokens, generated.result),
  )
  if (!verified.result.valid) {
    throw new Error('An engine refused its own answer.')
  }
  return { generate: generated.time, verify: verified.time }
}

/** Asks the probe in every thread; those that compute just then say nothing. */
async function probe<Question extends keyof ProbeAnswers>(
  question: Question,
): Promise<ProbeAnswers[Question][]> {
  const channel = new BroadcastChannel('bench-probe')
  const answers: ProbeAnswers[Question][] = []
  channel.onmessage = ({ data }) => {
    if (data.question === undefined) answers.push(data.answer)
  }
  channel.postMessage({ question })
  await new Promise((resolve) => setTimeout(resolve, 1000))
  channel.close()
  return answers
}

/** Bytes of WebAssembly memory; threads that share one each tell of it. */
async function webAssemblyBytes(): Promise<number | undefined> {
  const memories: MemorySize[] = (await probe('memory')).flat()
  if (memories.length === 0) return undefined
  const own = memories.filter(({ isShared }) => !isShared)
  const shared = memories.filter(({ isShared }) => isShared)
  return (
    own.reduce((sum, { bytes }) => sum + bytes, 0) +
    Math.max(0, ...shared.map(({ bytes }) => bytes))
  )
}

/** Without what could be given back at once, in every thread. */
async function residentBytes(): Promise<number> {
  globalThis.gc?.()
  if (task.hasProbe) await probe('collect')
  return process.memoryUsage.rss()
}

async function measure(): Promise<
  RoundFigures & (Samples | { readonly profile: PhaseProfiles })
> {
  const { start } = await engines[task.engine].module()
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
    firstTokenCold: cold.times[0] as number,
    tokens: cold.tokens.slice(0, 8),
    ...figures,
  }
}

async function samples(driver: Driver): Promise<Samples> {
  const decode: Rate[] = []
  const prefill: Rate[] = []
  const firstTokens: number[] = []
  const verifications: Verified[] = []
  for (let repeat = 0; repeat < plan.repeats; repeat += 1) {
    decode.push(await decodeRate(driver))
    prefill.push(await prefillRate(driver))
    firstTokens.push(await firstToken(driver, plan.chatPrompt))
    if (driver.checking) verifications.push(await verification(driver.checking))
  }
  return {
    decode,
    prefill,
    firstToken: firstTokens,
    verification: verifications,
  }
}

/** Where the time goes in each phase, by the threads' own profilers. */
async function profile(driver: Driver): Promise<PhaseProfiles> {
  const phases = {
    decode: () => decodeRate(driver),
    prefill: () => prefillRate(driver),
  }
  const profiles: Record<string, readonly Profiler.Profile[]> = {}
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
