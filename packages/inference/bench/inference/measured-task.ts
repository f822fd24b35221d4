import type { Profiler } from 'node:inspector'
import type { EngineSetup } from './engines/driver.js'
import type { EngineName } from './engines/index.js'

/** What each engine does in each round. Lengths are in tokens. */
export type Plan = {
  readonly decodePrompt: number
  readonly decodeTokens: number
  readonly prefillPrompt: number
  readonly chatPrompt: number
  readonly warmUpTokens: number
  readonly repeats: number
}

/** What a process is asked to measure. Plain data. */
export type MeasuredTask = EngineSetup & {
  readonly engine: EngineName
  readonly plan: Plan
  /** Whether `probe.ts` is loaded in every thread. */
  readonly hasProbe?: boolean
  /** Records where the time goes, instead of how much it is. */
  readonly profile?: boolean
}

/** Tokens a second, by the clock and by the processor's time. */
export type Rate = { readonly clock: number; readonly processor: number }

/** Milliseconds. */
export type Verified = { readonly generate: number; readonly verify: number }

/** Bytes. */
export type MemoryUse = {
  readonly resident: number
  readonly peak: number
  readonly webAssembly?: number | undefined
}

/** What one round gave. */
export type Samples = {
  readonly decode: readonly Rate[]
  readonly prefill: readonly Rate[]
  readonly firstToken: readonly number[]
  readonly verification: readonly Verified[]
}

/** What every round tells besides. */
export type RoundFigures = {
  readonly load: number
  readonly memory: MemoryUse
  readonly firstTokenCold: number
  /** The first few. */
  readonly tokens: readonly (number | undefined)[]
}

/** What a process tells that measured. */
export type Figures = RoundFigures & Samples

/** Profiles of every thread, by phase. */
export type PhaseProfiles = Readonly<
  Record<string, readonly Profiler.Profile[]>
>
