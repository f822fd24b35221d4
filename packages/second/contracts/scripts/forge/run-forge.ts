import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { root } from '../lib/package-root.js'
import { binary } from './binary.js'

export type ForgeSettings = {
  readonly profile?: string | undefined
  readonly env?: Readonly<Record<string, string>>
  /** Of the project; this package if nothing is said. */
  readonly folder?: string
  /** Milliseconds. */
  readonly timeout?: number
}

export type ForgeRun = {
  readonly code: number | null
  /** What ended it, if it did not end by itself. */
  readonly signal: string | null
  readonly output: string
  readonly complaints: string
}

/** Runs forge to its end and keeps what it says. */
export function runForge(
  parameters: readonly string[],
  settings: ForgeSettings = {},
): Promise<ForgeRun> {
  const { profile, env, folder = root, timeout } = settings
  const child = spawn(binary(), parameters, {
    cwd: folder,
    env: {
      ...process.env,
      ...env,
      ...(profile && { FOUNDRY_PROFILE: profile }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout,
    killSignal: 'SIGKILL',
  })
  const output = textOf(child.stdout)
  const complaints = textOf(child.stderr)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) =>
      resolve({ code, signal, output: output(), complaints: complaints() }),
    )
  })
}

/** Collects a stream; the returned function says what came so far. */
function textOf(stream: Readable): () => string {
  const parts: Buffer[] = []
  stream.on('data', (part: Buffer) => parts.push(part))
  return () => Buffer.concat(parts).toString()
}
