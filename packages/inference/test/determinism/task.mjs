import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { cidOf } from '../../dist/index.js'
import { engines } from './engines.mjs'

/**
 * Prepares the models once and writes them to a folder, so that every row of
 * the matrix loads the same manifest and the same bytes: the runtime that it
 * pins is the one that is installed here, and a row that has another refuses.
 */
export async function writeTask(models, folder) {
  const task = []
  for (const { name, engine, prepare, prompts } of models) {
    const { files, notes: _, ...parts } = await prepare()
    const runtime = await (await engines[engine]({})).runtime()
    for (const { path, content } of files) {
      const file = join(folder, name, path)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, content)
    }
    const manifest = {
      type: 'aichain/model/1',
      name,
      license: '',
      root: cidOf(new Uint8Array()),
      ...parts,
      files: files.map(({ path, content }) => {
        return { path, cid: cidOf(content), size: content.length }
      }),
      runtime,
      golden: [],
    }
    task.push({ name, engine, manifest, prompts })
  }
  await writeFile(join(folder, 'task.json'), JSON.stringify(task))
}
