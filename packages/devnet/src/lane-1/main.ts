import { fail } from '../cli/fail.js'
import { narrateStart } from '../cli/narrate.js'
import {
  createTerminal,
  type Terminal,
  type TerminalStream,
} from '../cli/terminal.js'
import { untilInterrupted } from '../cli/until-interrupted.js'
import { describeProgress } from './describe-progress.js'
import { type OpenNetwork, openNetwork } from './open-network.js'
import { laneOneHelp, parseLaneOneArguments } from './parse-arguments.js'
import { publishPretendedModel, publishRealModel } from './publish.js'
import {
  type LaneOneProgress,
  type LaneOneReport,
  runLaneOne,
} from './run-lane-1.js'

/** As many as sit in the committee of an appeal. */
const nodes = 15

/**
 * Runs the command.
 *
 * @returns The exit code: 0 done, 1 failed, 2 wrong usage, 130 interrupted. What
 *   the contract did otherwise than expected is thrown.
 */
export async function main(
  argv: readonly string[],
  stdout: TerminalStream = process.stdout,
  stderr: TerminalStream = process.stderr,
): Promise<number> {
  try {
    const { json, pretend, help } = parseLaneOneArguments(argv)
    if (help) {
      stdout.write(laneOneHelp)
      return 0
    }
    const talk = createTerminal(json ? stderr : stdout)
    return await untilInterrupted(async (signal) => {
      const report = await play({ pretend, talk, signal })
      if (json) stdout.write(`${toJson(report)}\n`)
      return 0
    })
  } catch (error) {
    const json = argv.includes('--json')
    return fail(createTerminal(stderr), error, { json, stdout })
  }
}

async function play(parameters: {
  readonly pretend: boolean
  readonly talk: Terminal
  readonly signal: AbortSignal
}): Promise<LaneOneReport> {
  const { pretend, talk, signal } = parameters
  const opened = await start(pretend, talk, signal)
  try {
    talk.write('\n')
    return await Promise.race([
      runLaneOne(opened.network, (progress) => tell(talk, progress)),
      ended(opened, signal),
    ])
  } catch (error) {
    if (await answers(opened)) throw error
    // What failed did so because of this.
    return await ended(opened, signal)
  } finally {
    await opened.stop()
  }
}

/** Whether the chain is there. */
function answers({ network }: OpenNetwork): Promise<boolean> {
  return network.requester.getHead().then(
    () => true,
    () => false,
  )
}

async function start(
  pretend: boolean,
  talk: Terminal,
  signal: AbortSignal,
): Promise<OpenNetwork> {
  const { onProgress, end } = narrateStart(talk)
  const publish = pretend ? publishPretendedModel : publishRealModel
  try {
    return await openNetwork({ nodes, publish, signal, onProgress })
  } finally {
    end()
  }
}

/** Rejects when there is nothing left to play on. */
function ended({ over }: OpenNetwork, signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = (): void => reject(signal.reason)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
    void over.then((error) => error && reject(error))
  })
}

function tell({ write, paint }: Terminal, progress: LaneOneProgress): void {
  const { title, details } = describeProgress(progress)
  const lines = details.map((detail) => `    ${paint.dim(detail)}\n`)
  write(`  ${paint.green('✓')} ${title}\n${lines.join('')}`)
}

/** Wei are decimal strings. */
function toJson(report: LaneOneReport): string {
  return JSON.stringify(report, (_key, value) =>
    typeof value === 'bigint' ? value.toString() : value,
  )
}
