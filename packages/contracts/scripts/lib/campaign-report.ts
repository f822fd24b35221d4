/** What a campaign of invariants came to. */
import type {
  HandlerCounts,
  InvariantCampaign,
  TestResult,
} from '../forge/forge-tests.js'
import { linesOfTally, type Tally, tallyOf } from './tally.js'

/** What less than says little. */
const least = { runs: 128, depth: 256 }

/** The group under which tests record how often each action did something. */
const group = 'Handlers'

export type CampaignReport = Tally & {
  readonly campaigns: number
  readonly runs: number
  /** Steps a run. */
  readonly depth: number
  readonly calls: number
  readonly handlers: Readonly<Record<string, HandlerCounts>>
  readonly successes: Readonly<Record<string, number>>
  /** Actions that never succeeded. */
  readonly idle: readonly string[]
}

export function campaignOf(
  tests: readonly TestResult[],
  began: number,
): CampaignReport {
  const tally = tallyOf(tests, began)
  const campaigns = tests.flatMap(({ kind }) => kind.Invariant ?? [])
  const runs = Math.min(...campaigns.map((campaign) => campaign.runs))
  const calls = sum(campaigns.map((campaign) => campaign.calls))
  const depth = calls / sum(campaigns.map((campaign) => campaign.runs))
  const handlers = merged(campaigns)
  const successes = counters(tests)
  const idle = Object.keys(successes).filter((name) => successes[name] === 0)
  const isDeep = runs >= least.runs && depth >= least.depth
  return {
    ...tally,
    ok: tally.ok && isDeep && idle.length === 0,
    campaigns: campaigns.length,
    runs,
    depth,
    calls,
    handlers,
    successes,
    idle,
  }
}

export function linesOfCampaign(report: CampaignReport): string[] {
  const { runs, depth, calls, handlers, successes, idle } = report
  return [
    ...Object.entries(handlers).map(
      ([name, { calls: made }]) => `${name}: called ${made} times`,
    ),
    ...Object.entries(successes).map(
      ([name, count]) => `${name}: ${count} successes`,
    ),
    ...idle.map((name) => `never succeeded: ${name}`),
    `${runs} runs of ${depth} steps, ${calls} calls`,
    ...linesOfTally(report),
  ]
}

/** By action, without the path of its contract. */
function merged(
  campaigns: readonly InvariantCampaign[],
): Record<string, HandlerCounts> {
  const handlers: Record<string, HandlerCounts> = {}
  for (const { metrics } of campaigns)
    for (const [path, counts] of Object.entries(metrics)) {
      const name = path.slice(path.lastIndexOf('.') + 1)
      handlers[name] = added(handlers[name], counts)
    }
  return handlers
}

function added(
  before: HandlerCounts | undefined,
  { calls, reverts, discards }: HandlerCounts,
): HandlerCounts {
  return {
    calls: (before?.calls ?? 0) + calls,
    reverts: (before?.reverts ?? 0) + reverts,
    discards: (before?.discards ?? 0) + discards,
  }
}

function counters(tests: readonly TestResult[]): Record<string, number> {
  const recorded = tests.flatMap(({ snapshots }) =>
    Object.entries(snapshots[group] ?? {}),
  )
  return Object.fromEntries(
    recorded.map(([name, value]) => [name, Number(value)]),
  )
}

const sum = (numbers: readonly number[]) =>
  numbers.reduce((total, number) => total + number, 0)
