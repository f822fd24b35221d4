import type { EngineName } from '../rows/engines.js'
import type { Run } from '../rows/run-task.js'
import type { RunResult } from '../verdict/compare.js'

const PATIENCE = 10 * 60_000

/** What a row prints: first what runs it, then its results. */
export type Line = { readonly platform: string } | RunResult

/** What is needed of a platform to run its row. */
export type RowPlatform = {
  /** What it adds to the run: engine options, `quick` if slow. */
  readonly run: Run
  /** What `row.ts` prints; `task` is the folder. */
  readonly answers: (
    task: string,
    run: Run,
    signal: AbortSignal,
  ) => AsyncIterable<Line>
  /** Which models run on it; without it, all. */
  readonly takes?: (model: { readonly engine: EngineName }) => boolean
}

export type RowHooks = {
  /** Told what the platform says of itself. */
  readonly onPlatform?: (says: string) => void
  readonly signal?: AbortSignal
}

/**
 * Runs a platform and yields its results. Ends it when it is silent for too
 * long, when it is left, and when `signal` says so.
 */
export async function* runRow(
  platform: RowPlatform,
  task: string,
  run: Run,
  hooks: RowHooks = {},
): AsyncGenerator<RunResult, void, undefined> {
  const controller = new AbortController()
  const giveUp = () => controller.abort(new TypeError('silent for 10 minutes'))
  hooks.signal?.addEventListener('abort', () => controller.abort())
  let clock = setTimeout(giveUp, PATIENCE)
  try {
    const options = { ...platform.run, ...run }
    for await (const line of platform.answers(
      task,
      options,
      controller.signal,
    )) {
      clearTimeout(clock)
      clock = setTimeout(giveUp, PATIENCE)
      if ('platform' in line) hooks.onPlatform?.(line.platform)
      else yield line
    }
  } finally {
    clearTimeout(clock)
  }
}

/** Names of the models that a platform takes; all must be run. */
export function modelsOf(
  platform: Pick<RowPlatform, 'takes'>,
  models: readonly { readonly name: string; readonly engine: EngineName }[],
): string[] {
  return models
    .filter((model) => platform.takes?.(model) ?? true)
    .map(({ name }) => name)
}
