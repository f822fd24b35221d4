import { AichainError } from '@aichain/base'

/** What a client is told of an error: one line, as Kubo would put it. */
export function wordsOf(error: unknown): string {
  if (AichainError.isInstance(error)) return error.shortMessage
  return error instanceof Error ? error.message : String(error)
}
