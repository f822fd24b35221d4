/** The same mutants for the same seed, on every machine. */
export function sampleOf(list, size, seed) {
  if (size >= list.length) return list
  const random = randomFrom(seed)
  const left = list.map((_, index) => index)
  const chosen = Array.from(
    { length: size },
    () => left.splice(Math.floor(random() * left.length), 1)[0],
  )
  return chosen.sort((a, b) => a - b).map((index) => list[index])
}

/** Mulberry32, by Tommy Ettinger: enough for a choice. */
function randomFrom(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
