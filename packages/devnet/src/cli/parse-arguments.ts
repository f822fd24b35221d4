import { parseArgs } from 'node:util'
import { UsageError } from '../errors/usage.js'
import {
  type FaultCounts,
  faults,
  faultyNodes,
  isFault,
} from '../faults/fault.js'
import { limits } from '../settings/limits.js'
import { fewestNodes } from '../settings/split-nodes.js'

/** What the command line asks for. */
export type CliOptions = {
  readonly nodes: number
  readonly committee: number
  readonly faults: FaultCounts
  readonly blockTime: number
  readonly port: number
  readonly state: string | undefined
  /** Empty: the one that comes along. */
  readonly models: readonly string[]
  readonly ask: string | undefined
  readonly json: boolean
}

export type ParsedArguments =
  | { readonly type: 'run'; readonly options: CliOptions }
  | { readonly type: 'help' }
  | { readonly type: 'version' }

const flags = {
  nodes: { type: 'string' },
  committee: { type: 'string' },
  faults: { type: 'string', multiple: true, default: [] as string[] },
  'block-time': { type: 'string', default: '1' },
  port: { type: 'string', default: '0' },
  state: { type: 'string' },
  model: { type: 'string', multiple: true, default: [] as string[] },
  ask: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', default: false },
} as const

/**
 * Reads the command line. Nothing is guessed: a flag that does not exist or a
 * value that makes no sense is named together with its cure.
 *
 * Errors: `UsageError`.
 */
export function parseArguments(argv: readonly string[]): ParsedArguments {
  const values = read(argv)
  if (values.help) return { type: 'help' }
  if (values.version) return { type: 'version' }
  return { type: 'run', options: toOptions(values) }
}

type Values = ReturnType<typeof parseFlags>

function parseFlags(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options: flags, strict: true }).values
}

function read(argv: readonly string[]): Values {
  try {
    return parseFlags(argv)
  } catch (error) {
    throw toUsageError(error as NodeJS.ErrnoException, argv)
  }
}

function toUsageError(
  error: NodeJS.ErrnoException,
  argv: readonly string[],
): unknown {
  const subject = /'(-{0,2}[^' ]*)/.exec(error.message)?.[1] ?? ''
  switch (error.code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return new UsageError(`Unknown flag "${subject}".`, nearest(subject))
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return new UsageError(
        `Unexpected argument "${unexpected(argv)}".`,
        'npm passes flags on only after two dashes: npm start -- --ask "…"',
      )
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return new UsageError(
        `Flag "${subject}" ${subject === '--json' ? 'takes no value' : 'needs a value'}.`,
        'See --help for what it takes.',
      )
    default:
      return error
  }
}

function unexpected(argv: readonly string[]): string {
  const { tokens } = parseArgs({
    args: [...argv],
    options: flags,
    strict: false,
    tokens: true,
  })
  return (
    tokens.flatMap((t) => (t.kind === 'positional' ? [t.value] : []))[0] ?? ''
  )
}

function nearest(flag: string): string {
  const name = flag.replace(/^-+/, '')
  const known = Object.keys(flags)
  const close = known.find(
    (k) => name !== '' && (k.startsWith(name.slice(0, 3)) || k.includes(name)),
  )
  return close ? `Did you mean "--${close}"?` : 'See --help for what there is.'
}

function toOptions(values: Values): CliOptions {
  const models = parseModels(values.model)
  const served = Math.max(1, models.length)
  const nodes = parseNodes(values.nodes, served)
  const committee = parseCommittee(values.committee, { nodes, served })
  const counts = parseFaults(values.faults)
  if (faultyNodes(counts) > nodes) {
    throw new UsageError(
      `${faultyNodes(counts)} faulty nodes are more than the ${nodes} there are.`,
      'Use more --nodes, or fewer --faults.',
    )
  }
  return {
    nodes,
    committee,
    faults: counts,
    blockTime: seconds('--block-time', values['block-time']),
    port: wholeNumber('--port', values.port, limits.port),
    state: nonEmpty('--state', values.state),
    models,
    ask: nonEmpty('--ask', values.ask),
    json: jsonWithAsk(values),
  }
}

function parseModels(values: readonly string[]): readonly string[] {
  const models = values.map((text) => nonEmpty('--model', text) ?? '')
  const twice = models.find((model, index) => models.indexOf(model) < index)
  if (twice === undefined) return models
  throw new UsageError(
    `The model "${twice}" is there twice.`,
    'Name each once: its nodes are as many as there are for each model.',
  )
}

function parseNodes(text: string | undefined, served: number): number {
  const least = served * limits.nodes.least
  const value = text ?? String(Math.max(5, least))
  const nodes = wholeNumber('--nodes', value, limits.nodes)
  if (nodes >= least) return nodes
  throw new UsageError(
    `${nodes} nodes are too few for ${served} models: each needs ${limits.nodes.least}.`,
    `Use --nodes ${least}.`,
  )
}

function parseCommittee(
  text: string | undefined,
  { nodes, served }: { readonly nodes: number; readonly served: number },
): number {
  const most = fewestNodes(nodes, served)
  if (text === undefined) return Math.min(5, most)
  const committee = wholeNumber('--committee', text, limits.committee)
  if (committee <= most) return committee
  throw new UsageError(
    served === 1
      ? `A committee of ${committee} cannot be drawn from ${nodes} nodes.`
      : `A committee of ${committee} cannot be drawn from the ${most} nodes of each model.`,
    `Use --nodes ${committee * served}, or --committee ${most}.`,
  )
}

function jsonWithAsk(values: Values): boolean {
  if (values.json && values.ask === undefined) {
    throw new UsageError(
      '"--json" prints an answer, and there is no question.',
      'Add --ask "What is the capital of France?"',
    )
  }
  return values.json
}

function parseFaults(values: readonly string[]): FaultCounts {
  const counts: Partial<Record<(typeof faults)[number], number>> = {}
  for (const part of values.flatMap((value) => value.split(','))) {
    const [name = '', count = '1'] = part.trim().split('=')
    if (!isFault(name)) {
      throw new UsageError(
        `Unknown fault "${name}".`,
        `Faults are ${faults.join(', ')}; for example --faults liar=1,slow=1`,
      )
    }
    counts[name] = wholeNumber(`--faults ${name}`, count, limits.faults)
  }
  return counts
}

type Range = { readonly least: number; readonly most: number }

function wholeNumber(flag: string, text: string, range: Range): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= range.least && value <= range.most) {
    return value
  }
  throw new UsageError(
    `"${flag}" must be a whole number from ${range.least} to ${range.most}, not "${text}".`,
    'See --help for what it means.',
  )
}

function seconds(flag: string, text: string): number {
  const { least, most } = limits.blockTime
  const value = Number(text)
  if (/^\d*\.?\d+$/.test(text) && value >= least && value <= most) return value
  throw new UsageError(
    `"${flag}" must be seconds from ${least} to ${most}, not "${text}".`,
    'Fractions are fine: --block-time 0.25',
  )
}

function nonEmpty(flag: string, text: string | undefined): string | undefined {
  if (text === undefined || text.trim() !== '') return text
  throw new UsageError(`"${flag}" must not be empty.`, 'See --help.')
}
