import { StorageFullError } from '@aichain/ipfs-server'
import { DiskFullError } from '../errors/resources.js'

/**
 * Gives a failure for want of disk space its name, however deep it is buried.
 *
 * @param storage - What the IPFS server met last: its clients only see that the
 *   connection broke.
 */
export function nameDiskFull(
  error: unknown,
  folder: string,
  storage?: Error | undefined,
): unknown {
  if (error instanceof DiskFullError) return error
  return isDiskFull(error) || isDiskFull(storage)
    ? new DiskFullError({ folder, cause: error })
    : error
}

function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof StorageFullError) return true
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT') return true
  if (/no space left on device/i.test(error.message)) return true
  return isDiskFull(error.cause)
}
