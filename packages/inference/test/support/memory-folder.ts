import type { ModelFolder } from '../../src/ports/model-folder.js'

/** A folder in memory; text is stored as UTF-8, other values as JSON. */
export function memoryFolder(
  files: Readonly<Record<string, unknown>>,
): ModelFolder {
  const contents = new Map(
    Object.entries(files).map(([path, file]) => [path, fileBytes(file)]),
  )
  const read = async (path: string) => {
    const content = contents.get(path)
    if (content === undefined) throw new TypeError(`no file ${path}`)
    return content
  }
  return {
    paths: [...contents.keys()].sort(),
    read,
    readRange: async (path, start, end) => (await read(path)).slice(start, end),
  }
}

export function fileBytes(file: unknown): Uint8Array {
  if (file instanceof Uint8Array) return file
  const text = typeof file === 'string' ? file : JSON.stringify(file)
  return new TextEncoder().encode(text)
}
