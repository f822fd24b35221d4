import { defineError } from '@aichain/base'

/**
 * There is no room left on the disk that holds the devnet's files.
 *
 * Free some space, or keep the state in a folder on another disk.
 */
export class DiskFullError extends /* @__PURE__ */ defineError<{
  readonly folder: string
}>()({
  code: 'disk-full',
  message: 'The disk is full.',
  remedy:
    'Free some space, or choose a folder on another disk (--state, TMPDIR).',
}) {}
