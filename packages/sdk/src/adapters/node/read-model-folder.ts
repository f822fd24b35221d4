import { readdir, readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { ModelFileMissingError } from '../../errors/model.js'
import { withTimeout } from '../../internal/with-timeout.js'
import type { ModelFolder } from '../../ports/model-folder.js'

/**
 * A model on disk, for `ModelPublisher.publish`. Names that begin with a dot are
 * left out; links are followed, because download caches are made of them.
 *
 * Errors: `ModelFileMissingError` when the folder is missing, and from `read`
 * when a file is.
 *
 * @param path - A folder in the Hugging Face ONNX layout.
 *
 * @example
 * ```ts
 * import { readModelFolder } from '@aichain/sdk/node'
 *
 * const folder = await readModelFolder('./models/my-model')
 * console.log(folder.paths) // ['config.json', 'onnx/model.onnx', …]
 * ```
 */
export async function readModelFolder(path: string): Promise<ModelFolder> {
  const root = resolve(path)
  const paths = await orMissing(root, 'the model', () => listFiles(root))
  return {
    paths: paths.sort(),
    read: (file, options) =>
      withTimeout({ ...options, operation: 'readModelFolder' }, (signal) =>
        orMissing(join(root, file), 'the model', () =>
          readFile(join(root, file), { signal }),
        ),
      ),
  }
}

async function listFiles(folder: string, prefix = ''): Promise<string[]> {
  const names = await readdir(folder)
  const files = names
    .filter((name) => !name.startsWith('.'))
    .map(async (name) => {
      const path = join(folder, name)
      const found = await stat(path)
      if (found.isDirectory()) return listFiles(path, `${prefix}${name}/`)
      return found.isFile() ? [`${prefix}${name}`] : []
    })
  return (await Promise.all(files)).flat()
}

async function orMissing<T>(
  path: string,
  purpose: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error
    throw new ModelFileMissingError({ path, purpose, cause: error })
  }
}
