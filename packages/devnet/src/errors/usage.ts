import { AichainError } from '@aichain/sdk'

/**
 * The command line asks for something that does not exist or makes no sense.
 *
 * Nothing was started. The remedy says what to type.
 */
export class UsageError extends AichainError {
  readonly code = 'usage'

  constructor(shortMessage: string, remedy: string) {
    super({ shortMessage, remedy })
  }
}
