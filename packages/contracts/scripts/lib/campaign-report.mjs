/** What a campaign of invariants came to. */
import { linesOfTally, tallyOf } from './tally.mjs'

/** What less than says little. */
const least = { runs: 128, depth: 256 }

/** The group under which tests record how often each action did something. */
const group = 'Handlers'

/** @param {import('./forge-json.mjs').TestResult[]} tests */
export function campaignOf(tests, began) {
  const tally = tallyOf(tests, began)
  const campaigns = tests.flatMap(({ kind }) => kind.Invariant ?? [])
  const runs = Math.min(...campaigns.map((campaign) => campaign.runs))
  const calls = sum(campaigns.map((campaign) => campaign.calls))
  const depth = calls / sum(campaigns.map((campaign) => campaign.runs))
  const handlers = merged(campaigns.map(({ metrics }) => metrics))
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

/** @param {ReturnType<typeof campaignOf>} report */
export function linesOfCampaign(report) {
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
function merged(list) {
  const handlers = {}
  for (const [path, { calls, reverts, discards }] of list.flatMap((metrics) =>
    Object.entries(metrics),
  )) {
    const name = path.split('.').at(-1)
    handlers[name] ??= { calls: 0, reverts: 0, discards: 0 }
    handlers[name].calls += calls
    handlers[name].reverts += reverts
    handlers[name].discards += discards
  }
  return handlers
}

function counters(tests) {
  const recorded = tests.map(({ snapshots }) => snapshots[group] ?? {})
  const all = Object.entries(Object.assign({}, ...recorded))
  return Object.fromEntries(all.map(([name, value]) => [name, Number(value)]))
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0)
