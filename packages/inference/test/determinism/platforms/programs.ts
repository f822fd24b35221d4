import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { npmCommand } from '../../../../../scripts/bootstrap/programs.mjs'

/** Runs a program to its end and gives what it printed. */
export function run(
  command: string,
  args: readonly string[],
  options: { readonly shell?: boolean } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const limits = { timeout: 180_000, maxBuffer: 1 << 24, ...options }
    execFile(command, args, limits, (error, output, errors) => {
      if (error) reject(new TypeError(`${error.message}\n${errors}`))
      else resolve(output)
    })
  })
}

/** Runs a program and yields what it prints, line by line, as JSON. */
export async function* jsonLines<Line>(
  command: string,
  args: readonly string[],
  {
    signal,
    env = {},
  }: {
    readonly signal: AbortSignal
    readonly env?: Readonly<Record<string, string>>
  },
): AsyncGenerator<Line, void, undefined> {
  const child = spawn(command, args, {
    signal,
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  // Awaited only after the last line; until then it must not count as unhandled.
  ended.catch(() => {})
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors = `${errors}${chunk}`.slice(-4000)
  })
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      yield JSON.parse(line)
    }
    const code = await ended
    if (code !== 0) throw new TypeError(`ended with ${code}\n${errors}`)
  } finally {
    child.kill()
  }
}

/** First of these programs that is on PATH. */
export function findProgram(...names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const files = names.flatMap((name) => folders.map((f) => join(f, name)))
  return files.find((file) => existsSync(file))
}

/** Installs a package such as `name@1.2.3`; gives its folder. */
export type InstallPackage = (wanted: string) => Promise<string>

/** Installs packages from npm, each once, into folders of their own. */
export function npmFolder(scratch: string): InstallPackage {
  const installed = new Map<string, Promise<string>>()
  return (wanted) => {
    const folder = join(scratch, wanted.replace(/[^\w.-]/g, '-'))
    const done = installed.get(wanted) ?? install(folder, wanted)
    installed.set(wanted, done)
    return done
  }
}

async function install(folder: string, wanted: string): Promise<string> {
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--force']
  const { command, args, shell } = npmCommand([
    ...['install', '--prefix', folder],
    ...flags,
    wanted,
  ])
  await run(command, args, { shell })
  return folder
}
