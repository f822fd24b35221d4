import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { localModel, type ModelManifest } from '@aichain/inference'
import { type EngineName, engines } from '../rows/engines.js'
import type { MatrixModel } from './models.js'
import type { NamedPrompt } from './prompts.js'

/** A prepared model, as `task.json` lists it. */
export type TaskModel = {
  readonly name: string
  readonly engine: EngineName
  readonly manifest: ModelManifest
  readonly prompts: readonly NamedPrompt[]
}

/**
 * Prepares the models once and writes them to a folder, so that every row of
 * the matrix loads the same manifest and the same bytes: the runtime that it
 * pins is the one that is installed here, and a row that has another refuses.
 */
export async function writeTask(
  models: readonly MatrixModel[],
  folder: string,
): Promise<void> {
  const task: TaskModel[] = []
  for (const { name, engine, prepare, prompts } of models) {
    const prepared = await prepare()
    for (const { path, content } of prepared.files) {
      const file = join(folder, name, path)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, content)
    }
    const model = { engine: await engines[engine]({}), name }
    const { manifest } = await localModel(prepared, model)
    task.push({ name, engine, manifest, prompts })
  }
  await writeFile(join(folder, 'task.json'), JSON.stringify(task))
}
