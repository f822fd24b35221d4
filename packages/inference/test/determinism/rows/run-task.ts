import {
  generationDigest,
  type InferenceSession,
  type Prompt,
} from '@aichain/inference'
import type { NamedPrompt } from '../models/prompts.js'
import type { TaskModel } from '../models/task.js'
import type { RunResult } from '../verdict/compare.js'
import { type EngineOptions, engines } from './engines.js'

/** What of a task is run, and how. Plain data. */
export type Run = {
  /** Only these models. */
  readonly models?: readonly string[]
  /** Only prompts of these names. */
  readonly prompts?: readonly string[]
  /** Only the prompts for slow machines. */
  readonly quick?: boolean
  readonly engines?: EngineOptions
  /** How many generations in all, the prompts in turn; else every prompt once. */
  readonly count?: number
  /** Does not close the sessions. */
  readonly leave?: boolean
}

/** Where the task lies. */
export type TaskFolder = {
  /** A file of the task's folder. */
  readonly read: (path: string) => Promise<Uint8Array>
}

/**
 * Runs prompts through models and yields what each gave, wherever it is called:
 * in Node.js or in a browser.
 */
export async function* runTask(
  run: Run & TaskFolder,
): AsyncGenerator<RunResult, void, undefined> {
  const json = new TextDecoder().decode(await run.read('task.json'))
  const task: readonly TaskModel[] = JSON.parse(json)
  const chosen = task.filter(({ name }) => run.models?.includes(name) ?? true)
  for (const [index, model] of chosen.entries()) {
    const prompts = model.prompts.filter(
      ({ name, quick }) =>
        (run.prompts?.includes(name) ?? true) && (!run.quick || quick),
    )
    const count =
      run.count === undefined
        ? prompts.length
        : share(run.count, chosen.length, index)
    yield* runModel(run, model, prompts, count)
  }
}

/** Parts of a whole that differ by one at most. */
function share(whole: number, parts: number, index: number): number {
  return (
    Math.floor((whole * (index + 1)) / parts) -
    Math.floor((whole * index) / parts)
  )
}

async function* runModel(
  run: Run & TaskFolder,
  model: TaskModel,
  prompts: readonly NamedPrompt[],
  count: number,
): AsyncGenerator<RunResult, void, undefined> {
  if (count === 0) return
  const engine = await engines[model.engine](run.engines?.[model.engine] ?? {})
  const session = await engine.load({
    manifest: model.manifest,
    read: (path) => run.read(`${model.name}/${path}`),
  })
  for (let done = 0; done < count; done += 1) {
    const { name, prompt } = prompts[done % prompts.length] as NamedPrompt
    const digests = await digestsOf(session, prompt)
    yield { model: model.name, prompt: name, ...digests }
  }
  if (!run.leave) await session.close()
}

async function digestsOf(session: InferenceSession, prompt: Prompt) {
  for await (const part of session.generate(prompt, { trace: true })) {
    if (part.type !== 'generation') continue
    const generation = generationDigest(part.generation)
    if (part.logits === undefined) throw new TypeError('it left out the trace')
    return { generation, logits: part.logits }
  }
  throw new TypeError('it ended without a result')
}
