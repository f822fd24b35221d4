import { generationDigest } from '../../dist/index.js'
import { engines } from './engines.mjs'

/**
 * Runs prompts through models and yields what each gave, wherever it is called:
 * in Node.js or in a browser.
 *
 * @param {object} run
 * @param {(path: string) => Promise<Uint8Array>} run.read - A file of the task's folder.
 * @param {string[]} [run.models] - Only these.
 * @param {string[]} [run.prompts] - Only prompts of these names.
 * @param {boolean} [run.quick] - Only the prompts for slow machines.
 * @param {Record<string, object>} [run.engines] - Options of each engine.
 * @param {number} [run.count] - How many generations in all, the prompts in
 *   turn; else every prompt once.
 * @param {boolean} [run.leave] - Does not close the sessions.
 */
export async function* runTask(run) {
  const task = JSON.parse(new TextDecoder().decode(await run.read('task.json')))
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
function share(whole, parts, index) {
  return (
    Math.floor((whole * (index + 1)) / parts) -
    Math.floor((whole * index) / parts)
  )
}

async function* runModel(run, model, prompts, count) {
  if (count === 0) return
  const engine = await engines[model.engine](run.engines?.[model.engine] ?? {})
  const session = await engine.load({
    manifest: model.manifest,
    read: (path) => run.read(`${model.name}/${path}`),
  })
  for (let done = 0; done < count; done += 1) {
    const { name, prompt } = prompts[done % prompts.length]
    const digests = await digestsOf(session, prompt)
    yield { model: model.name, prompt: name, ...digests }
  }
  if (!run.leave) await session.close()
}

async function digestsOf(session, prompt) {
  for await (const part of session.generate(prompt, { trace: true })) {
    if (part.type !== 'generation') continue
    const generation = generationDigest(part.generation)
    return { generation, logits: part.logits }
  }
}
