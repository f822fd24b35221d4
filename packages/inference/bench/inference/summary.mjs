/**
 * Figures of one engine with one model and one count of threads.
 *
 * @typedef {object} Row
 * @property {string} shape
 * @property {string} engine
 * @property {number} threads
 * @property {string} [absent] - Why there are no figures.
 * @property {number} [decode] - Tokens a second, as all rates.
 * @property {number} [prefill]
 * @property {number} [decodeProcessor] - Tokens a second of the processor, all its cores.
 * @property {number} [prefillProcessor]
 * @property {number} [firstToken] - Milliseconds, as all times.
 * @property {number} [firstTokenCold]
 * @property {number} [load]
 * @property {number} [generate]
 * @property {number} [verify]
 * @property {{ resident: number, peak: number, webAssembly?: number }} [memory] - Bytes.
 * @property {number} [modelBytes]
 * @property {Record<string, { lowest: number, highest: number }>} [spread]
 */

/** The engine that all are compared with. */
export const NATIVE = 'onnxruntime-node'
export const LLAMA = 'llama.cpp'

/** @param {readonly number[]} numbers */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length / 2
  if (sorted.length === 0) return undefined
  return sorted.length % 2 === 1
    ? sorted[Math.floor(middle)]
    : (sorted[middle - 1] + sorted[middle]) / 2
}

/**
 * Medians over all rounds.
 *
 * @param {Omit<Row, 'modelBytes'> & { modelBytes: number }} place
 * @param {readonly any[]} rounds - What `measure.mjs` gave, in order.
 * @returns {Row}
 */
export function summarise(place, rounds) {
  const all = (read) => rounds.flatMap(read)
  const samples = {
    decode: all(({ decode }) => decode.map(({ clock }) => clock)),
    prefill: all(({ prefill }) => prefill.map(({ clock }) => clock)),
    decodeProcessor: all(({ decode }) => decode.map((d) => d.processor)),
    prefillProcessor: all(({ prefill }) => prefill.map((p) => p.processor)),
    firstToken: all(({ firstToken }) => firstToken),
    firstTokenCold: all(({ firstTokenCold }) => firstTokenCold),
    load: all(({ load }) => load),
    generate: all(({ verification }) => verification.map((v) => v.generate)),
    verify: all(({ verification }) => verification.map((v) => v.verify)),
  }
  const entries = Object.entries(samples).filter(([, list]) => list.length > 0)
  return {
    ...place,
    ...Object.fromEntries(entries.map(([name, list]) => [name, median(list)])),
    memory: {
      resident: median(all(({ memory }) => memory.resident)),
      peak: median(all(({ memory }) => memory.peak)),
      webAssembly: median(all(({ memory }) => memory.webAssembly ?? [])),
    },
    tokens: rounds[0].tokens,
    spread: Object.fromEntries(
      entries.map(([name, list]) => [
        name,
        { lowest: Math.min(...list), highest: Math.max(...list) },
      ]),
    ),
  }
}

/**
 * Speeds against a native engine with as many threads: by engine, threads,
 * phase, native engine and model.
 *
 * @param {readonly Row[]} rows
 * @param {readonly string[]} [phases]
 */
export function ratiosOf(rows, phases = ['decode', 'prefill']) {
  const ratios = {}
  for (const row of rows) {
    for (const phase of phases) {
      for (const native of [NATIVE, LLAMA]) {
        const ratio = ratioTo(rows, row, phase, native)
        if (ratio === undefined || row.engine === native) continue
        const path = [row.engine, row.threads, phase, native, row.shape]
        setAt(ratios, path, ratio)
      }
    }
  }
  return ratios
}

function setAt(tree, [first, ...others], value) {
  if (others.length === 0) {
    tree[first] = value
    return
  }
  tree[first] ??= {}
  setAt(tree[first], others, value)
}

function ratioTo(rows, row, phase, native) {
  const { shape, threads, [phase]: speed } = row
  const other = find(rows, { shape, threads, engine: native })?.[phase]
  return other && speed ? speed / other : undefined
}

/**
 * @param {readonly Row[]} rows
 * @param {Partial<Row>} place
 */
export function find(rows, place) {
  return rows.find((row) =>
    Object.entries(place).every(([key, value]) => row[key] === value),
  )
}
