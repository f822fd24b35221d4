import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { CID } from 'multiformats/cid'
import { storageError } from '../errors/storage.js'
import { writeFileAtomically } from './write-file.js'

/** A CID that collection spares: alone, or with everything under it. */
export type Pin = {
  readonly cid: CID
  readonly type: 'recursive' | 'direct'
  readonly name: string
}

/** Every pin, kept in a folder where one is given. */
export type Pins = {
  readonly get: (cid: CID) => Pin | undefined
  readonly list: () => readonly Pin[]
  readonly add: (pin: Pin) => Promise<void>
  readonly remove: (cid: CID) => Promise<void>
}

/** Reads the pins of a folder: one small file for each, named by its CID. */
export async function openPins(folder?: string): Promise<Pins> {
  const pins = new Map<string, Pin>()
  if (folder !== undefined) await readPins(folder, pins)
  return {
    get: (cid) => pins.get(cid.toString()),
    list: () => [...pins.values()],
    add: async (pin) => {
      const key = pin.cid.toString()
      if (folder !== undefined) await writePin(folder, key, pin)
      pins.set(key, pin)
    },
    remove: async (cid) => {
      const key = cid.toString()
      if (folder !== undefined) await rm(join(folder, key), { force: true })
      pins.delete(key)
    },
  }
}

async function writePin(
  folder: string,
  key: string,
  { type, name }: Pin,
): Promise<void> {
  const content = JSON.stringify({ type, name })
  try {
    await writeFileAtomically(join(folder, key), content)
  } catch (error) {
    throw storageError('write', folder, error)
  }
}

async function readPins(folder: string, pins: Map<string, Pin>): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const key of await readdir(folder)) {
    const path = join(folder, key)
    // Left by a process that was killed while it wrote a pin.
    if (key.endsWith('.tmp')) {
      await rm(path, { force: true })
      continue
    }
    const { type, name } = JSON.parse(await readFile(path, 'utf8'))
    pins.set(key, { cid: CID.parse(key), type, name })
  }
}
