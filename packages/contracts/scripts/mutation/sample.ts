/** The same mutants for the same seed, on every machine. */
export function sampleOf<Item>(
  list: readonly Item[],
  size: number,
  seed: number,
): readonly Item[] {
  if (size >= list.length) return list
  const random = randomFrom(seed)
  const left = [...list.entries()]
  const chosen = Array.from({ length: size }, () =>
    left.splice(Math.floor(random() * left.length), 1),
  ).flat()
  return chosen.sort(([a], [b]) => a - b).map(([, item]) => item)
}

/** Mulberry32, by Tommy Ettinger: enough for a choice. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
