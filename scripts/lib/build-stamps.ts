import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { root } from '../bootstrap/programs.mjs'

/** What is known of a part's last build. */
export type BuildStamp = {
  /** Fingerprint of what it was built from. */
  readonly print: string
  /** When its results were written. */
  readonly at: string | undefined
}

/** Stamps by the name of the part. */
export type BuildStamps = {
  readonly get: (name: string) => BuildStamp | undefined
  readonly set: (name: string, stamp: BuildStamp) => Promise<void>
}

/** Reads the stamps that earlier builds left in a file. */
export async function openBuildStamps(
  file = join(root, 'node_modules/.cache/aichain-build.json'),
): Promise<BuildStamps> {
  const stamps = await read(file)
  let written = Promise.resolve()
  return {
    get: (name) => stamps[name],
    set(name, stamp) {
      stamps[name] = stamp
      // Parts that end together write one after the other.
      written = written.then(() => write(file, stamps))
      return written
    },
  }
}

async function read(file: string): Promise<Record<string, BuildStamp>> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    // Missing or torn: everything counts as stale, which is always safe.
    return {}
  }
}

async function write(file: string, stamps: object): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}`
  await writeFile(draft, JSON.stringify(stamps))
  await rename(draft, file)
}
