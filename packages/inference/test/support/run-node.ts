import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Runs a script under this Node.js, and tells how it ended. */
export function runNode(
  options: readonly string[],
  script: URL,
  args: readonly string[] = [],
  timeout = 110_000,
): Promise<{
  readonly code: number
  readonly output: string
  readonly errors: string
}> {
  const file = fileURLToPath(script)
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...options, file, ...args],
      { env: { ...process.env, NODE_OPTIONS: '' }, timeout },
      (error, output, errors) => {
        const code = error ? Number(error.code ?? 1) : 0
        resolve({ code, output, errors })
      },
    )
  })
}
