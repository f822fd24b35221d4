/** Runs forge's tests and reads what they came to. */
import { type ForgeSettings, runForge } from './run-forge.js'

export type TestResult = {
  readonly file: string
  readonly contract: string
  /** Without the parameters. */
  readonly name: string
  readonly outcome: 'passed' | 'failed' | 'skipped'
  readonly reason: string | null
  readonly kind: TestKind
  /** What the test recorded by `snapshotValue`, by group and name. */
  readonly snapshots: Snapshots
}

export type Snapshots = Readonly<
  Record<string, Readonly<Record<string, string>>>
>

/** What forge says of the kind of test. */
export type TestKind = { readonly Invariant?: InvariantCampaign }

export type InvariantCampaign = {
  readonly runs: number
  readonly calls: number
  /** By the path of the action. */
  readonly metrics: Readonly<Record<string, HandlerCounts>>
}

export type HandlerCounts = {
  readonly calls: number
  readonly reverts: number
  readonly discards: number
}

export type TestRun = {
  readonly tests: readonly TestResult[]
  readonly timedOut: boolean
}

/** Runs `forge test --json` with these options. */
export async function forgeTests(
  options: readonly string[],
  settings: ForgeSettings = {},
): Promise<TestRun> {
  const run = await runForge(['test', '--json', ...options], settings)
  const { code, signal, output, complaints } = run
  if (signal) return { tests: [], timedOut: true }
  if (/^No tests/.test(output)) return { tests: [], timedOut: false }
  try {
    return { tests: parseTests(output), timedOut: false }
  } catch {
    const said = `${complaints}\n${output}`.trim().slice(-4_000)
    throw new Error(`forge test ended with ${code} and no report:\n${said}`)
  }
}

/** forge's report, as far as it is read. */
type ForgeReport = Readonly<
  Record<
    string,
    { readonly test_results: Readonly<Record<string, ForgeResult>> }
  >
>

type ForgeResult = {
  readonly status: keyof typeof outcomes
  readonly reason: string | null
  readonly kind: TestKind
  readonly gas_snapshots?: Snapshots
}

export function parseTests(output: string): TestResult[] {
  const report: ForgeReport = JSON.parse(output)
  return Object.entries(report).flatMap(([suite, { test_results }]) => {
    const [file = '', contract = ''] = suite.split(/:(?=[^:]*$)/)
    return Object.entries(test_results).map(([signature, result]) => ({
      file,
      contract,
      name: signature.replace(/\(.*$/, ''),
      outcome: outcomes[result.status],
      reason: result.reason,
      kind: result.kind,
      snapshots: result.gas_snapshots ?? {},
    }))
  })
}

const outcomes = {
  Success: 'passed',
  Failure: 'failed',
  Skipped: 'skipped',
} as const
