import type { Generation, Verification } from '@aichain/inference'
import type { Shape } from '../models/shapes.js'

/** What an engine is started with. */
export type EngineSetup = {
  /** Where its packages are installed, if it needs any. */
  readonly packages?: string | undefined
  /** The model's folder. */
  readonly model: string
  readonly shape: Shape
  readonly threads: number
}

/** A loaded model. A text has as many tokens as bytes. */
export type Driver = {
  /** Tokens as they come; unknown where an engine gives text alone. */
  readonly generate: (
    prompt: string,
    count: number,
  ) => AsyncIterable<number | undefined>
  /** Only engines of this package check answers. */
  readonly checking?: {
    readonly answer: (prompt: string, count: number) => Promise<Generation>
    readonly verify: (
      prompt: string,
      count: number,
      answer: Generation,
    ) => Promise<Verification>
  }
  readonly close: () => unknown
}

/** An engine that has its code, and no model yet. */
export type StartedEngine = { readonly load: () => Promise<Driver> }

/** How an engine's module begins. */
export type StartEngine = (setup: EngineSetup) => Promise<StartedEngine>
