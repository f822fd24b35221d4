import { AichainError } from '@aichain/sdk'

/** The environment does not say what the service needs to know. */
export class UsageError extends AichainError {
  readonly code = 'usage'

  constructor(variable: string, expected: string) {
    super({
      shortMessage: `The variable ${variable} must be ${expected}.`,
      remedy: 'Set it and start again; README.md lists all of them.',
    })
  }
}
