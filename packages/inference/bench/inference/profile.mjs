/**
 * Where the time of a profile went: the share of each function itself, without
 * what it called, largest first. Waiting is left out.
 *
 * @param {readonly import('node:inspector').Profiler.Profile[]} profiles - One for each thread.
 * @param {ReadonlyMap<number, string>} [names] - Of a WebAssembly module's functions, which ship without.
 * @param {number} [count]
 * @returns {readonly { name: string, share: number }[]}
 */
export function hottest(profiles, wasmNames = new Map(), count = 8) {
  const times = new Map()
  for (const { nodes, samples = [], timeDeltas = [] } of profiles) {
    const names = new Map(
      nodes.map(({ id, callFrame }) => [id, nameOf(callFrame, wasmNames)]),
    )
    for (const [index, id] of samples.entries()) {
      const name = names.get(id)
      if (WAITING.has(name)) continue
      times.set(name, (times.get(name) ?? 0) + (timeDeltas[index] ?? 0))
    }
  }
  const total = [...times.values()].reduce((sum, time) => sum + time, 0)
  return [...times]
    .map(([name, time]) => ({ name, share: time / total }))
    .sort((a, b) => b.share - a.share)
    .slice(0, count)
}

const WAITING = new Set(['(idle)', '(root)', '(program)'])

function nameOf({ functionName, url }, wasmNames) {
  const isOfEngine = functionName.startsWith('(') || url === ''
  if (isOfEngine) return functionName
  const name = functionName || '(anonymous)'
  if (!url.startsWith('wasm:')) return `${name} ${fileOf(url)}`
  const [, index] = /^wasm-function\[(\d+)\]$/.exec(name) ?? []
  return `wasm: ${wasmNames.get(Number(index)) ?? name}`
}

const fileOf = (url) => url.slice(url.lastIndexOf('/') + 1)
