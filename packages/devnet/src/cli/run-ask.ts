import { reportToJson } from './answer-report.js'
import { ask } from './ask.js'
import { narrateTask } from './narrate.js'
import type { CliOptions } from './parse-arguments.js'
import { renderAnswer } from './render-answer.js'
import { startNetwork } from './start-network.js'
import type { Terminal, TerminalStream } from './terminal.js'

/** Starts a network, asks it one question, shows the answer, and stops it. */
export async function runAsk(parameters: {
  readonly cli: CliOptions
  readonly question: string
  readonly talk: Terminal
  readonly data: TerminalStream
  readonly signal: AbortSignal
}): Promise<number> {
  const { cli, question, talk, data, signal } = parameters
  const devnet = await startNetwork(cli, talk, signal)
  try {
    talk.write(`\n  ${talk.paint.cyan('?')} ${question}\n\n`)
    const onProgress = narrateTask(talk, Date.now())
    const report = await ask(devnet, question, { signal, onProgress })
    if (cli.json) data.write(`${reportToJson(report)}\n`)
    else renderAnswer(talk, report)
    return 0
  } finally {
    await devnet.stop()
  }
}
