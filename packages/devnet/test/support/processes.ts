import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { typescriptFlags } from '../../../../scripts/lib/typescript-flags.js'

/** Whether a process runs; one that ended and waits for its parent does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Resolves when none of the processes runs any more. */
export async function gone(...pids: readonly number[]): Promise<void> {
  while (pids.some(isRunning)) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Every process below this one, where the system tells (Linux). */
export async function descendants(of: number): Promise<readonly number[]> {
  if (!existsSync('/proc/self/task')) return []
  const children = async (pid: number): Promise<number[]> => {
    const tasks = await readdir(`/proc/${pid}/task`).catch(() => [])
    const lists = await Promise.all(
      tasks.map((task) =>
        readFile(`/proc/${pid}/task/${task}/children`, 'utf8').catch(() => ''),
      ),
    )
    const direct = lists.join(' ').split(/\s+/).filter(Boolean).map(Number)
    const below = await Promise.all(direct.map(children))
    return [...direct, ...below.flat()]
  }
  return children(of)
}

/** A run of a program. */
export type Run = {
  readonly child: ChildProcess
  readonly output: () => { readonly stdout: string; readonly stderr: string }
  /** Resolves once stdout and stderr together match. */
  readonly says: (pattern: RegExp) => Promise<RegExpExecArray>
  readonly ended: Promise<{
    readonly code: number | null
    readonly signal: NodeJS.Signals | null
    readonly stdout: string
    readonly stderr: string
  }>
}

/** Runs `node <script> …`, also a script in TypeScript, and listens to it. */
export function runNode(
  script: URL,
  argv: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Run {
  const flags = script.pathname.endsWith('.ts') ? typescriptFlags : []
  const args = [...flags, fileURLToPath(script), ...argv]
  return listenTo(
    spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    }),
  )
}

/** Collects what a process writes. */
export function listenTo(child: ChildProcess): Run {
  let stdout = ''
  let stderr = ''
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of listeners) listener()
  }
  child.stdout?.on('data', (chunk) => {
    stdout += chunk
    tell()
  })
  child.stderr?.on('data', (chunk) => {
    stderr += chunk
    tell()
  })
  const ended = new Promise<Awaited<Run['ended']>>((resolve) => {
    child.on('close', (code, signal) => {
      resolve({ code, signal, stdout, stderr })
      tell()
    })
  })
  const says = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(stdout + stderr)
        if (found) resolve(found)
        else if (child.exitCode !== null || child.signalCode !== null) {
          reject(
            new Error(`it ended without saying ${pattern}: ${stdout}${stderr}`),
          )
        } else return
        listeners.delete(look)
      }
      listeners.add(look)
      look()
    })
  return { child, output: () => ({ stdout, stderr }), says, ended }
}
