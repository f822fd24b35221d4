import type { LogFacts, Logger } from '@aichain/base'
import { AichainError } from '@aichain/base'
import type { NodeUpdate } from './node-update.js'

type Level = keyof Logger

const levels: Partial<Record<NodeUpdate['type'], Level>> = {
  'inference-progress': 'debug',
  skipped: 'warn',
  'prompt-unavailable': 'warn',
  'entrance-closed': 'warn',
  'offer-withdrawn': 'warn',
  'appeal-too-dear': 'warn',
  'seat-leaving': 'warn',
  'seat-weak': 'warn',
  'signer-replaced': 'warn',
  reorganized: 'warn',
  degraded: 'warn',
  error: 'error',
}

/** Writes an update as one line of the log. */
export function logUpdate(logger: Logger, update: NodeUpdate): void {
  const isLoss = update.type === 'settled' && update.slashed > 0n
  const level = isLoss ? 'warn' : (levels[update.type] ?? 'info')
  logger[level](update.type, factsOf(update))
}

function factsOf(update: NodeUpdate): LogFacts {
  const { type, at, ...rest } = update
  const facts = Object.entries(rest).map(([name, value]) => [
    name,
    toFact(value),
  ])
  return Object.fromEntries(facts)
}

function toFact(value: unknown): LogFacts[string] {
  if (AichainError.isInstance(value)) {
    return `${value.code}: ${[value.shortMessage, ...value.facts].join('; ')}`
  }
  if (value instanceof Error) return value.message
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'bigint':
    case 'boolean':
      return value
    default:
      return value === undefined ? undefined : JSON.stringify(value, plain)
  }
}

function plain(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}
