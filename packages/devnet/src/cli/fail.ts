import { AichainError } from '@aichain/sdk'
import { UsageError } from '../errors/usage.js'
import type { Terminal, TerminalStream } from './terminal.js'

/**
 * Tells a person, and with `json` a program, what went wrong.
 *
 * @returns The exit code: 2 for wrong usage, else 1. An error that is not one of
 *   ours is thrown on.
 */
export function fail(
  { write, paint }: Terminal,
  error: unknown,
  { json, stdout }: { readonly json: boolean; readonly stdout: TerminalStream },
): number {
  if (!AichainError.isInstance(error)) throw error
  const { code, shortMessage, facts, remedy } = error
  const lines = [
    `${paint.red('✗')} ${shortMessage}`,
    ...facts.map((fact) => paint.dim(fact)),
    remedy,
  ]
  write(`\n${lines.map((line) => `  ${line}\n`).join('')}`)
  if (json) {
    stdout.write(
      `${JSON.stringify({ error: { code, shortMessage, facts, remedy } })}\n`,
    )
  }
  return error instanceof UsageError ? 2 : 1
}
