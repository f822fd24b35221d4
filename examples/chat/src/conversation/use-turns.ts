import { useEffect, useState } from 'preact/hooks'
import { loadTurns, saveTurns } from './storage.js'
import type { Turn } from './turn.js'

/** The turns of a conversation, kept in this browser, and how they change. */
export type Turns = {
  readonly all: readonly Turn[]
  readonly replaceAll: (turns: readonly Turn[]) => void
  readonly changeAll: (change: (turn: Turn) => Turn) => void
  readonly change: (id: string, change: (turn: Turn) => Turn) => void
}

/** The turns that this browser keeps under `name`. */
export function useTurns(name: string): Turns {
  const [all, setAll] = useState(() => loadTurns(name))
  useEffect(() => saveTurns(name, all), [name, all])
  const changeAll = (change: (turn: Turn) => Turn) =>
    setAll((turns) => turns.map(change))
  return {
    all,
    replaceAll: setAll,
    changeAll,
    change: (id, change) =>
      changeAll((turn) => (turn.id === id ? change(turn) : turn)),
  }
}
