import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { storageError } from '../errors/storage.js'
import { type Blocks, openBlocks } from '../storage/blocks.js'
import {
  type CollectionLock,
  collectionLock,
} from '../storage/collection-lock.js'
import { type Identity, openIdentity } from '../storage/identity.js'
import { openPins, type Pins } from '../storage/pins.js'
import { type IpfsFaults, tampered } from './faults.js'

/** What the commands and the gateway work on. */
export type IpfsNode = {
  /** What is stored. */
  readonly blocks: Blocks
  /** What requests read: `blocks`, as the faults tell them. */
  readonly served: Pick<Blocks, 'get' | 'has'>
  readonly pins: Pins
  readonly identity: Identity
  readonly lock: CollectionLock
  /** Where it is kept; `undefined` in memory. */
  readonly folder: string | undefined
}

/**
 * Opens what the folder holds, or an empty node in memory.
 *
 * Errors: `StorageFullError`, `StorageFailedError`.
 */
export async function openNode(
  folder: string | undefined,
  faults: IpfsFaults,
): Promise<IpfsNode> {
  try {
    return await open(folder, faults)
  } catch (error) {
    throw storageError('open', String(folder), error)
  }
}

async function open(
  folder: string | undefined,
  faults: IpfsFaults,
): Promise<IpfsNode> {
  const inside = (name: string) =>
    folder === undefined ? undefined : join(folder, name)
  if (folder !== undefined) await mkdir(folder, { recursive: true })
  const blocks = await openBlocks(inside('blocks'))
  return {
    blocks,
    served: tampered(blocks, faults),
    pins: await openPins(inside('pins')),
    identity: await openIdentity(folder),
    lock: collectionLock(),
    folder,
  }
}
