import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { typescriptFlags } from '../lib/typescript-flags.js'

const started = new Set<number>()

afterEach(() => {
  for (const pid of started) if (isRunning(pid)) process.kill(pid, 'SIGKILL')
  started.clear()
})

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function gone(...pids: readonly number[]): Promise<void> {
  while (pids.some(isRunning)) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

type Run = {
  readonly child: ChildProcess
  /** Resolves with the numbers in the first line that matches. */
  readonly numbers: (line: RegExp) => Promise<readonly number[]>
  /** Resolves once everything that holds its output has ended. */
  readonly ended: Promise<{ code: number | null; output: string }>
}

function run(...args: readonly string[]): Run {
  const child = spawn(process.execPath, [...typescriptFlags, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.pid !== undefined) started.add(child.pid)
  let output = ''
  const numbers = (line: RegExp) =>
    new Promise<readonly number[]>((resolve, reject) => {
      const look = (): void => {
        const found = line.exec(output)
        if (found === null) return
        const pids = found[0].match(/\d+/g)?.map(Number) ?? []
        for (const pid of pids) started.add(pid)
        resolve(pids)
      }
      child.stdout.on('data', look)
      child.on('close', () => reject(new Error(`It ended with: ${output}`)))
      look()
    })
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  const ended = new Promise<{ code: number | null; output: string }>(
    (resolve) => child.on('close', (code) => resolve({ code, output })),
  )
  return { child, numbers, ended }
}

function fixture(name: string): string {
  return fileURLToPath(new URL(`fixtures/${name}.ts`, import.meta.url))
}

// Windows has no signals that a process could answer.
describe.skipIf(process.platform === 'win32')('signals', () => {
  function runByNpm(): Run {
    const args = [...typescriptFlags, fixture('ends-with-parent')]
    const words = [process.execPath, ...args].map((word) => `'${word}'`)
    return run(fixture('as-npm'), words.join(' '))
  }

  test.each(['SIGTERM', 'SIGKILL', 'SIGHUP'] as const)(
    '%s to npm ends, in order, what its shell runs',
    async (signal) => {
      const npm = runByNpm()
      const [shell = 0] = await npm.numbers(/shell \d+\n/)
      const [pid = 0] = await npm.numbers(/pid \d+\n/)
      npm.child.kill(signal)
      const { output } = await npm.ended
      expect(output).toMatch('got SIGTERM')
      await gone(shell, pid)
    },
  )

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s to the process itself reaches it once',
    async (signal) => {
      const npm = runByNpm()
      const [pid = 0] = await npm.numbers(/pid \d+\n/)
      process.kill(pid, signal)
      const { output } = await npm.ended
      expect(output.match(/got .*/g)).toEqual([`got ${signal}`])
    },
  )

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s ends a program that is executed, and what that started',
    async (signal) => {
      const tool = run(fixture('executes'))
      const pids = await tool.numbers(/pids \d+ \d+\n/)
      expect(pids).toHaveLength(2)
      tool.child.kill(signal)
      const { code } = await tool.ended
      expect(code).toBe(128 + constants.signals[signal])
      await gone(...pids)
    },
  )
})
