import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Ends the names of files that are not whole yet. */
export const temporarySuffix = '.tmp'

/**
 * Replaces a file so that a crash at any moment leaves the old content or the
 * new one, and never a mixture; resolves once the new one is on the medium.
 *
 * The folder is synchronised too: without that a rename may be lost with the
 * power, on file systems that order metadata apart from data.
 */
export async function writeDurably(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}${temporarySuffix}`
  try {
    await writeAndSync(temporary, text)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw error
  }
  await syncFolder(dirname(path))
}

async function writeAndSync(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(text, 'utf8')
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Makes renames and deletions inside the folder last. */
export async function syncFolder(path: string): Promise<void> {
  // Windows does not open folders; NTFS journals renames by itself.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
