import { type PathOrFileDescriptor, readFileSync } from 'node:fs'

/** A file's text, or nothing if there is no such file. */
export function readIfThere(path: PathOrFileDescriptor): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return undefined
    throw error
  }
}
