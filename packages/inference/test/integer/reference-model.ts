import type { LlamaConfig } from '../../src/engine/integer/llama-config.js'
import type { Tensor } from '../../src/engine/integer/read-tensors.js'

// The arithmetic of docs/integer-engine.md a second time: plain TypeScript, one
// number at a time, written from the page and not from the kernel. Slow; it is
// what the kernel is held against, bit by bit.

const { fround } = Math
const add = (a: number, b: number) => fround(a + b)
const subtract = (a: number, b: number) => fround(a - b)
const multiply = (a: number, b: number) => fround(a * b)
const divide = (a: number, b: number) => fround(a / b)

/** Rounds to the nearest integer, halves to the even one. */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x)
  const rest = x - floor
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1
  return floor % 2 === 0 ? floor : floor + 1
}

/** e^x by section 3. */
export function exponential(value: number): number {
  const x = Math.min(Math.max(value, -87), 88)
  // biome-ignore lint/suspicious/noApproximativeNumericConstant: the page's own digits
  const n = roundHalfEven(multiply(x, fround(1.44269504)))
  let r = subtract(x, multiply(n, fround(0.693145751953125)))
  r = subtract(r, multiply(n, fround(1.42860677e-6)))
  let sum = fround(1 / 5040)
  for (const divisor of [720, 120, 24, 6, 2, 1, 1]) {
    sum = add(multiply(sum, r), fround(1 / divisor))
  }
  return multiply(sum, 2 ** n)
}

/** Sine and cosine by section 4, in double precision. */
export function sineAndCosine(angle: number): readonly [number, number] {
  const turns = roundHalfEven(angle * 0.6366197723675814)
  const r = angle - turns * 1.5707963267341256 - turns * 6.077100506506192e-11
  const square = r * r
  const sine = series(r, [15, 13, 11, 9, 7, 5, 3]) * square * r + r
  const cosine = series(r, [16, 14, 12, 10, 8, 6, 4, 2]) * square + 1
  const quadrant = ((turns % 4) + 4) % 4
  return [
    [sine, cosine],
    [cosine, -sine],
    [-sine, -cosine],
    [-cosine, sine],
  ][quadrant] as [number, number]
}

/** Alternating terms 1 / n!, from the last down to the one of `degrees.at(-1)`. */
function series(r: number, degrees: readonly number[]): number {
  const square = r * r
  let sum = 0
  for (const degree of degrees) {
    const sign = degree % 4 < 2 ? 1 : -1
    sum = sum * square + sign / factorial(degree)
  }
  return sum
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1)
}

/** Four sums side by side, each over every fourth term; then (0 + 1) + (2 + 3). */
function sumInLanes(terms: readonly number[]): number {
  const lanes = [0, 0, 0, 0]
  for (const [index, term] of terms.entries()) {
    lanes[index % 4] = add(lanes[index % 4] as number, term)
  }
  const [a, b, c, d] = lanes as [number, number, number, number]
  return add(add(a, b), add(c, d))
}

type Vector = readonly number[]

function normalise(x: Vector, weights: Vector, epsilon: number): Vector {
  const squares = sumInLanes(x.map((value) => multiply(value, value)))
  const mean = divide(squares, x.length)
  const factor = divide(1, fround(Math.sqrt(add(mean, epsilon))))
  return x.map((value, i) =>
    multiply(multiply(value, factor), weights[i] as number),
  )
}

type Quantised = { readonly values: Vector; readonly scale: number }

function quantise(x: Vector): Quantised {
  const bound = Math.max(...x.map(Math.abs))
  const inverse = bound > fround(1e-30) ? divide(2047, bound) : 0
  return {
    values: x.map((value) => roundHalfEven(multiply(value, inverse))),
    scale: divide(bound, 2047),
  }
}

type Matrix = {
  readonly rows: readonly Vector[]
  readonly scales: readonly Vector[]
}

/** A row's product: groups in ascending order, each an integer first. */
function product(row: Vector, scales: Vector, x: Quantised): number {
  const group = row.length / scales.length
  let total = 0
  for (const [index, scale] of scales.entries()) {
    let sum = 0
    for (let i = index * group; i < (index + 1) * group; i += 1) {
      sum += (row[i] as number) * (x.values[i] as number)
    }
    total = add(total, multiply(fround(sum), scale))
  }
  return multiply(total, x.scale)
}

function times({ rows, scales }: Matrix, x: Quantised): number[] {
  return rows.map((row, index) => product(row, scales[index] as Vector, x))
}

type Layer = {
  readonly keys: Vector[][]
  readonly values: Vector[][]
}

/** A model that reads one token after the other. */
export function referenceModel(
  config: LlamaConfig,
  tensors: ReadonlyMap<string, Tensor>,
): (token: number) => Float32Array {
  const { heads, keyValueHeads, headDimension: size } = config
  const epsilon = fround(Number(config.normEpsilon))
  const vector = (name: string) => floatsOf(tensors, name)
  const matrix = (name: string) => matrixOf(tensors, name, config.groupSize)
  const embedding = matrix('embedding')
  const head = config.tiedHead ? embedding : matrix('head')
  const frequencies = vector('rotary.frequencies')
  const layers = Array.from({ length: config.layers }, (_, index) => {
    const prefix = `layers.${index}`
    const names = ['query', 'key', 'value', 'output', 'gate', 'up', 'down']
    return {
      attentionNorm: vector(`${prefix}.attention_norm`),
      feedForwardNorm: vector(`${prefix}.feed_forward_norm`),
      ...(Object.fromEntries(
        names.map((name) => [name, matrix(`${prefix}.${name}`)]),
      ) as Record<string, Matrix>),
    }
  })
  const cache: Layer[] = layers.map(() => ({ keys: [], values: [] }))

  const rotate = (x: Vector, position: number): Vector => {
    const half = size / 2
    const result = [...x]
    for (let i = 0; i < half; i += 1) {
      const angle = multiply(position, frequencies[i] as number)
      const [sine, cosine] = sineAndCosine(angle).map(fround) as [
        number,
        number,
      ]
      const [left, right] = [x[i] as number, x[i + half] as number]
      result[i] = subtract(multiply(left, cosine), multiply(right, sine))
      result[i + half] = add(multiply(right, cosine), multiply(left, sine))
    }
    return result
  }
  const inHeads = (x: Vector) =>
    Array.from({ length: x.length / size }, (_, i) =>
      x.slice(i * size, (i + 1) * size),
    )
  const attend = (query: Vector, keys: Vector[], values: Vector[]): Vector => {
    const factor = divide(1, fround(Math.sqrt(size)))
    const scores = keys.map((key) =>
      multiply(
        sumInLanes(key.map((k, i) => multiply(query[i] as number, k))),
        factor,
      ),
    )
    const greatest = Math.max(...scores)
    const weights = scores.map((s) => exponential(subtract(s, greatest)))
    const inverse = divide(1, weights.reduce(add, 0))
    return query.map((_, i) => {
      const sum = weights.reduce(
        (total, weight, t) =>
          add(total, multiply(weight, values[t]?.[i] as number)),
        0,
      )
      return multiply(sum, inverse)
    })
  }
  let position = 0

  return (token) => {
    const scales = embedding.scales[token] as Vector
    const group = config.hiddenSize / scales.length
    let x: Vector = (embedding.rows[token] as Vector).map((weight, i) =>
      multiply(weight, scales[Math.floor(i / group)] as number),
    )
    for (const [index, layer] of layers.entries()) {
      const of = (name: string) =>
        (layer as unknown as Record<string, Matrix>)[name] as Matrix
      const kept = cache[index] as Layer
      const input = quantise(normalise(x, layer.attentionNorm, epsilon))
      kept.keys.push(
        inHeads(times(of('key'), input)).map((key) => rotate(key, position)),
      )
      kept.values.push(inHeads(times(of('value'), input)))
      const attended = inHeads(times(of('query'), input)).flatMap(
        (query, h) => {
          const shared = Math.floor(h / (heads / keyValueHeads))
          return attend(
            rotate(query, position),
            kept.keys.map((key) => key[shared] as Vector),
            kept.values.map((value) => value[shared] as Vector),
          )
        },
      )
      const mixed = times(of('output'), quantise(attended))
      x = x.map((value, i) => add(value, mixed[i] as number))
      const inner = quantise(normalise(x, layer.feedForwardNorm, epsilon))
      const raised = times(of('up'), inner)
      const gated = times(of('gate'), inner).map((g, i) => {
        const silu = divide(g, add(1, exponential(-g)))
        return multiply(silu, raised[i] as number)
      })
      const lowered = times(of('down'), quantise(gated))
      x = x.map((value, i) => add(value, lowered[i] as number))
    }
    position += 1
    const last = quantise(normalise(x, vector('norm'), epsilon))
    return Float32Array.from(times(head, last))
  }
}

function floatsOf(
  tensors: ReadonlyMap<string, Tensor>,
  name: string,
): readonly number[] {
  const { bytes } = tensors.get(name) as Tensor
  return [...new Float32Array(bytes.slice().buffer)]
}

function matrixOf(
  tensors: ReadonlyMap<string, Tensor>,
  name: string,
  groupSize: number,
): Matrix {
  const { bytes, shape } = tensors.get(`${name}.weight`) as Tensor
  const [rows = 0, columns = 0] = shape
  const weights = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)
  const scales = floatsOf(tensors, `${name}.scale`)
  const groups = groupSize > 0 ? columns / groupSize : 1
  return {
    rows: Array.from({ length: rows }, (_, row) => [
      ...weights.subarray(row * columns, (row + 1) * columns),
    ]),
    scales: Array.from({ length: rows }, (_, row) =>
      scales.slice(row * groups, (row + 1) * groups),
    ),
  }
}
