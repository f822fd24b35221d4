import { AichainError } from '@aichain/sdk'

/** An error as a person should see it. */
export type Failure = {
  readonly code: string
  readonly happened: string
  readonly remedy: string
  readonly facts: readonly string[]
}

/** What `error` says to the person in front of the page. */
export function failureOf(error: unknown): Failure {
  if (AichainError.isInstance(error)) {
    return {
      code: error.code,
      happened: error.shortMessage,
      remedy: error.remedy,
      facts: error.facts,
    }
  }
  return {
    code: 'unexpected',
    happened: error instanceof Error ? error.message : String(error),
    remedy: 'Try again; if it comes back, report it with this text.',
    facts: [],
  }
}
