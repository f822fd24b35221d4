import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { decodeAbiParameters } from 'viem'
import {
  deploymentOf,
  stepOf,
  type ToldDeployment,
  type ToldStep,
} from './told-step.js'

export type ToldHistory = {
  readonly deployment: ToldDeployment
  readonly steps: readonly ToldStep[]
}

type Report = Record<
  string,
  {
    readonly test_results: Record<
      string,
      {
        readonly status: string
        readonly reason: string | null
        readonly logs: readonly {
          readonly topics: readonly string[]
          readonly data: `0x${string}`
        }[]
      }
    >
  }
>

/** keccak-256 of `log_bytes(bytes)`, which forge prints. */
const LOG_BYTES =
  '0x23b62ad0584d24a75f0bf3560391ef5659ec6db1269c56e11aa241d637f19b20'
const contracts = fileURLToPath(new URL('../../../contracts', import.meta.url))

/**
 * Plays a random history against the contracts' artifacts: as many steps as
 * asked, the same for the same seed. `forge` is the path of the program.
 */
export async function tellHistory(
  history: {
    readonly forge: string
    readonly seed: number
    readonly steps: number
  },
  signal: AbortSignal,
): Promise<ToldHistory> {
  const { stdout } = await promisify(execFile)(
    history.forge,
    ['test', '--json', '-vv'],
    {
      cwd: contracts,
      signal,
      maxBuffer: 2 ** 30,
      env: {
        ...process.env,
        FOUNDRY_PROFILE: 'history',
        ARTIFACTS: 'artifacts',
        HISTORY_SEED: String(history.seed),
        HISTORY_STEPS: String(history.steps),
      },
    },
  )
  const [first, ...rest] = linesOf(JSON.parse(stdout))
  if (first === undefined) throw new Error(`nothing was told: ${stdout}`)
  return { deployment: deploymentOf(first), steps: rest.map(stepOf) }
}

function linesOf(report: Report): `0x${string}`[] {
  const results = Object.values(report).flatMap(({ test_results }) =>
    Object.values(test_results),
  )
  return results.flatMap(({ status, reason, logs }) => {
    if (status !== 'Success') throw new Error(`the history failed: ${reason}`)
    return logs
      .filter(({ topics }) => topics[0] === LOG_BYTES)
      .map(({ data }) => decodeAbiParameters([{ type: 'bytes' }], data)[0])
  })
}
