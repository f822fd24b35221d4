import { readFile } from 'node:fs/promises'
import { fail } from './cli/fail.js'
import { help } from './cli/help.js'
import { parseArguments } from './cli/parse-arguments.js'
import { runAsk } from './cli/run-ask.js'
import { runNetwork } from './cli/run-network.js'
import { createTerminal, type TerminalStream } from './cli/terminal.js'
import { untilInterrupted } from './cli/until-interrupted.js'

export type { AnswerReport } from './cli/answer-report.js'
export { type AskOptions, ask } from './cli/ask.js'

/** What the command line needs of its surroundings. */
export type MainOptions = {
  readonly stdout?: TerminalStream | undefined
  readonly stderr?: TerminalStream | undefined
  /** Folder of the built chat page; without it there is none. */
  readonly page?: string | undefined
}

/**
 * Runs the command line.
 *
 * @returns The exit code: 0 done, 1 failed, 2 wrong usage, 130 interrupted.
 */
export async function main(
  argv: readonly string[],
  options: MainOptions = {},
): Promise<number> {
  const { stdout = process.stdout, stderr = process.stderr } = options
  const lost = whenLost(stdout, stderr)
  const errors = createTerminal(stderr)
  try {
    const parsed = parseArguments(argv)
    if (parsed.type === 'help') {
      stdout.write(help)
      return 0
    }
    if (parsed.type === 'version') {
      stdout.write(`${await version()}\n`)
      return 0
    }
    const { options: cli } = parsed
    const talk = cli.json ? errors : createTerminal(stdout)
    return await untilInterrupted(
      (signal) =>
        cli.ask === undefined
          ? runNetwork({ cli, talk, page: options.page, signal })
          : runAsk({ cli, question: cli.ask, talk, data: stdout, signal }),
      lost,
    )
  } catch (error) {
    return fail(errors, error, { json: argv.includes('--json'), stdout })
  }
}

/**
 * Aborts when a terminal is closed or a pipe has no reader. Listened to for good:
 * what is written at the very end fails later than this.
 */
function whenLost(...streams: readonly TerminalStream[]): AbortSignal {
  const lost = new AbortController()
  for (const stream of streams) stream.on?.('error', () => lost.abort())
  return lost.signal
}

async function version(): Promise<string> {
  const file = new URL('../package.json', import.meta.url)
  const { version } = JSON.parse(await readFile(file, 'utf8'))
  return version
}
