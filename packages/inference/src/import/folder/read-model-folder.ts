import { open, readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { CallOptions } from '@aichain/base'
import { withTimeout } from '@aichain/base'
import { ModelFileMissingError } from '../../errors/model.js'
import type { ModelFolder } from '../../ports/model-folder.js'

/**
 * A model on disk, ready to be prepared. Names that begin with a dot are
 * left out; links are followed, because download caches are made of them.
 *
 * Errors: `ModelFileMissingError` when the folder is missing, and from `read`
 * when a file is.
 *
 * @param path - A folder in a Hugging Face layout, or one `.gguf` file, which is
 *   then the only file of the folder.
 *
 * @example
 * ```ts
 * import { readModelFolder } from '@aichain/inference/node'
 *
 * const folder = await readModelFolder('./models/my-model')
 * console.log(folder.paths) // ['config.json', 'onnx/model.onnx', …]
 * ```
 */
export async function readModelFolder(path: string): Promise<ModelFolder> {
  const { root, paths } = await orMissing(resolve(path), 'the model', () =>
    findFiles(resolve(path)),
  )
  const reading = <T>(
    file: string,
    options: CallOptions | undefined,
    work: (path: string, signal: AbortSignal) => Promise<T>,
  ) =>
    withTimeout({ ...options, operation: 'readModelFolder' }, (signal) => {
      const path = join(root, file)
      return orMissing(path, 'the model', () => work(path, signal))
    })
  return {
    paths: paths.sort(),
    read: (file, options) =>
      reading(file, options, (path, signal) => readFile(path, { signal })),
    readRange: (file, start, end, options) =>
      reading(file, options, (path) => readPart(path, start, end)),
  }
}

async function findFiles(
  path: string,
): Promise<{ readonly root: string; readonly paths: string[] }> {
  if (!path.endsWith('.gguf') || (await stat(path)).isDirectory()) {
    return { root: path, paths: await listFiles(path) }
  }
  return { root: dirname(path), paths: [basename(path)] }
}

async function readPart(
  path: string,
  start: number,
  end: number,
): Promise<Uint8Array> {
  const file = await open(path)
  try {
    // What a damaged header asks for can be more than there is.
    const { size } = await file.stat()
    const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start))
    let filled = 0
    while (filled < bytes.length) {
      const rest = bytes.length - filled
      const { bytesRead } = await file.read(bytes, filled, rest, start + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return bytes.subarray(0, filled)
  } finally {
    await file.close()
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
