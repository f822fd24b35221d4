import { parseArgs } from 'node:util'
import { UsageError } from '../errors/usage.js'

/** What the command is asked for. */
export type LaneOneArguments = {
  readonly json: boolean
  /** Answer with words drawn from a hash instead of a language model's. */
  readonly pretend: boolean
  readonly help: boolean
}

const options = {
  json: { type: 'boolean', default: false },
  pretend: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** Errors: `UsageError`. */
export function parseLaneOneArguments(
  argv: readonly string[],
): LaneOneArguments {
  try {
    return parseArgs({ args: [...argv], options, strict: true }).values
  } catch (error) {
    const [reason = ''] = (error as Error).message.split('. ')
    throw new UsageError(`${reason}.`, 'See --help for what there is.')
  }
}

/** What `--help` prints; 80 columns at most. */
export const laneOneHelp = `Settles tasks of a devnet through lane 1, checks every wei, and shows what
happens when lane 1 fails: lane 2 decides, a lie is punished, one overturned.

  npm run lane1 -w @aichain/devnet
  npm run lane1 -w @aichain/devnet --silent -- --json | jq

Flags
  --json       print one JSON object on stdout, all talk on stderr: gas as
               numbers, wei as decimal strings
  --pretend    answer with words drawn from a hash, not with the language model
  -h, --help   this

Exit codes: 0 all is as it should be, 1 something is not, 2 wrong usage,
130 interrupted.
`
