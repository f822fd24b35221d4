import { defineError } from '@aichain/base'
import { wordsOf } from './words-of.js'

/**
 * The disk under the IPFS server took no more.
 *
 * What was being written is gone, and everything that was stored before is
 * whole. Free some space, or start the server with a folder on another disk.
 */
export class StorageFullError extends /* @__PURE__ */ defineError<{
  readonly folder: string
}>()({
  code: 'storage-full',
  message: 'There is no space left on the disk of the IPFS server.',
  remedy: 'Free some space, or choose a folder on another disk.',
}) {}

/**
 * The disk under the IPFS server failed in another way than by being full.
 *
 * The facts hold what the system said. The usual causes are a folder that this
 * user may not write, a damaged disk, and files that another program changed.
 */
export class StorageFailedError extends /* @__PURE__ */ defineError<{
  readonly folder: string
  /** What the server was about to do with its files. */
  readonly action: 'open' | 'read' | 'write'
  /** What the system said. */
  readonly reason: string
}>()({
  code: 'storage-failed',
  message: ({ action, reason }) =>
    `The IPFS server cannot ${action} its files: ${reason}`,
  remedy: 'Check that the folder is there, is whole and may be written.',
  facts: ({ folder }) => ({ folder }),
}) {}

/** The system's reason as an error with a name. */
export function storageError(
  action: StorageFailedError['action'],
  folder: string,
  cause: unknown,
): StorageFullError | StorageFailedError {
  const reason = wordsOf(cause)
  // The block store's library keeps the system's code only as text.
  return /ENOSPC|EDQUOT/.test(reason)
    ? new StorageFullError({ folder, cause })
    : new StorageFailedError({ action, folder, reason, cause })
}
