import { readStored, writeStored } from '../interface/stored.js'
import type { Turn } from './turn.js'

const format = 'aichain.conversation/2'

/** The conversation kept under `name`, as it was when it was last kept. */
export function loadTurns(name: string): readonly Turn[] {
  const stored = readStored(`${format}:${name}`)
  return stored === undefined ? [] : decodeTurns(stored)
}

/** Keeps the conversation; an empty one is forgotten. */
export function saveTurns(name: string, turns: readonly Turn[]): void {
  const text = turns.length === 0 ? undefined : encodeTurns(turns)
  writeStored(`${format}:${name}`, text)
}

/** Turns as JSON, with a mark on what JSON has no number for. */
export function encodeTurns(turns: readonly Turn[]): string {
  return JSON.stringify(turns, (_, value) =>
    typeof value === 'bigint' ? { $bigint: String(value) } : value,
  )
}

/** Turns from what {@link encodeTurns} gave; none from anything else. */
export function decodeTurns(text: string): readonly Turn[] {
  try {
    const turns: unknown = JSON.parse(text, (_, value) =>
      typeof value?.$bigint === 'string' ? BigInt(value.$bigint) : value,
    )
    return Array.isArray(turns) ? (turns as readonly Turn[]) : []
  } catch {
    return []
  }
}
