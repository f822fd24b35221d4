import type { Profiler } from 'node:inspector'

/** A function's part of the time. */
export type HotFunction = { readonly name: string; readonly share: number }

/** As much of a profile as is read. */
export type ProfileSamples = {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: CallFrame
  }[]
  readonly samples?: readonly number[] | undefined
  readonly timeDeltas?: readonly number[] | undefined
}

type CallFrame = Pick<Profiler.ProfileNode['callFrame'], 'functionName' | 'url'>

/**
 * Where the time of a profile went: the share of each function itself, without
 * what it called, largest first. Waiting is left out.
 *
 * @param profiles - One for each thread.
 * @param wasmNames - Of a WebAssembly module's functions, which ship without.
 */
export function hottest(
  profiles: readonly ProfileSamples[],
  wasmNames: ReadonlyMap<number, string> = new Map(),
  count = 8,
): HotFunction[] {
  const times = new Map<string, number>()
  for (const { nodes, samples = [], timeDeltas = [] } of profiles) {
    const names = new Map(
      nodes.map(({ id, callFrame }) => [id, nameOf(callFrame, wasmNames)]),
    )
    for (const [index, id] of samples.entries()) {
      const name = names.get(id)
      if (name === undefined || WAITING.has(name)) continue
      times.set(name, (times.get(name) ?? 0) + (timeDeltas[index] ?? 0))
    }
  }
  const total = [...times.values()].reduce((sum, time) => sum + time, 0)
  return [...times]
    .map(([name, time]) => ({ name, share: time / total }))
    .sort((a, b) => b.share - a.share)
    .slice(0, count)
}

const WAITING: ReadonlySet<string> = new Set(['(idle)', '(root)', '(program)'])

function nameOf(
  { functionName, url }: CallFrame,
  wasmNames: ReadonlyMap<number, string>,
): string {
  const isOfEngine = functionName.startsWith('(') || url === ''
  if (isOfEngine) return functionName
  const name = functionName || '(anonymous)'
  if (!url.startsWith('wasm:')) return `${name} ${fileOf(url)}`
  const [, index] = /^wasm-function\[(\d+)\]$/.exec(name) ?? []
  return `wasm: ${wasmNames.get(Number(index)) ?? name}`
}

const fileOf = (url: string) => url.slice(url.lastIndexOf('/') + 1)
