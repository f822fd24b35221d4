import { AichainError } from '@aichain/sdk'

/**
 * Somebody else listens on the port that was asked for.
 *
 * Choose another port, or leave the option out to get a free one.
 */
export class PortBusyError extends AichainError {
  readonly code = 'port-busy'
  readonly port: number

  constructor(parameters: { port: number; what: string; cause?: unknown }) {
    super({
      shortMessage: `Port ${parameters.port} for ${parameters.what} is already in use.`,
      remedy: 'Choose another port, or leave it out to get a free one.',
      cause: parameters.cause,
    })
    this.port = parameters.port
  }
}

/**
 * There is no room left on the disk that holds the devnet's files.
 *
 * Free some space, or keep the state in a folder on another disk.
 */
export class DiskFullError extends AichainError {
  readonly code = 'disk-full'
  readonly folder: string

  constructor(parameters: { folder: string; cause?: unknown }) {
    super({
      shortMessage: 'The disk is full.',
      facts: [`folder: ${parameters.folder}`],
      remedy:
        'Free some space, or choose a folder on another disk (--state, TMPDIR).',
      cause: parameters.cause,
    })
    this.folder = parameters.folder
  }
}
