import type { ModelFolder } from '../../ports/model-folder.js'
import { damaged } from '../shared/unsupported.js'

/** Reads bytes of a folder's files. */
export type FileParts = {
  /** All bytes from `start` to `end`, or the error that the file ends before. */
  readonly read: (
    path: string,
    start: number,
    end: number,
  ) => Promise<Uint8Array>
  /** As many of them as there are. */
  readonly readUpTo: (
    path: string,
    start: number,
    end: number,
  ) => Promise<Uint8Array>
}

/**
 * Parts of files, from folders that can give them; of others the whole file,
 * of which the last one is kept, because its parts are asked for in a row.
 */
export function fileParts(folder: ModelFolder, signal: AbortSignal): FileParts {
  let whole: { path: string; content: Promise<Uint8Array> } | undefined
  const readUpTo = async (path: string, start: number, end: number) => {
    signal.throwIfAborted()
    if (folder.readRange) {
      return await folder.readRange(path, start, end, { signal })
    }
    if (whole?.path !== path) {
      whole = { path, content: folder.read(path, { signal }) }
    }
    return (await whole.content).slice(start, end)
  }
  return {
    readUpTo,
    read: async (path, start, end) => {
      const bytes = await readUpTo(path, start, end)
      if (bytes.length === end - start) return bytes
      throw damaged(path, `it ends before byte ${end}, which its header names`)
    },
  }
}
