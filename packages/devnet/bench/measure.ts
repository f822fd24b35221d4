import { createDevnet } from '@aichain/devnet'
import type { AnswerReport } from '../src/cli.js'
import { median } from './median.js'

// What users run is measured, and that is the built file.
const built: typeof import('../src/cli.js') = await import(
  new URL('../dist/cli.js', import.meta.url).href
)

const question = 'What is the capital of France?'

export const stages = [
  'send',
  'post',
  'draw',
  'commit',
  'reveal',
  'check',
  'total',
] as const

/** Answers to the same question, from committees of one size. */
export type Measured = {
  /** In seconds. */
  readonly blockTime: number
  readonly committee: number
  readonly reports: readonly AnswerReport[]
}

/** Medians, in milliseconds. */
export type LatencyRow = Readonly<Record<(typeof stages)[number], number>> & {
  readonly blockTime: number
  readonly committee: number
}

/** Every question of one network; the first one warms it up and does not count. */
export async function measure(
  blockTime: number,
  committees: readonly number[],
  runs: number,
): Promise<readonly Measured[]> {
  const devnet = await createDevnet({
    nodes: Math.max(...committees),
    blockTime,
  })
  try {
    await built.ask(devnet, question, { maxNewTokens: 12 })
    const measured: Measured[] = []
    for (const committee of committees) {
      process.stderr.write(
        `  blocks of ${blockTime} s, committee of ${committee}\n`,
      )
      const reports: AnswerReport[] = []
      for (let run = 0; run < runs; run += 1) {
        reports.push(
          await built.ask(devnet, question, { committee, maxNewTokens: 12 }),
        )
      }
      measured.push({ blockTime, committee, reports })
    }
    return measured
  } finally {
    await devnet.stop()
  }
}

/** How long each stage took. */
export function latencyRow(measured: Measured): LatencyRow {
  const { blockTime, committee, reports } = measured
  const time = (stage: string): number =>
    Math.round(
      median(reports.map((report) => report.stages[stage] ?? Number.NaN)),
    )
  return {
    blockTime,
    committee,
    send: time('send'),
    post: time('post'),
    draw: time('draw'),
    commit: time('commit'),
    reveal: time('reveal'),
    check: time('check'),
    total: time('total'),
  }
}
