import { type Shape, tensorShapes, type Weights } from './shapes.js'
import { END } from './text-files.js'

/**
 * A model's weights, each computed when it is asked for and the same every
 * time, so that no writer holds them all and all writers write the same.
 *
 * The end's row of the embedding is zero, and so is its score, which never is
 * the highest: every answer is as long as asked. Values fit bfloat16 exactly.
 * They keep activations sane: what a matrix gives is about as large as what it
 * takes, less where it is added to the residual.
 */
export function randomWeights(shape: Shape): Weights {
  const dims = tensorShapes(shape)
  return (name) => {
    const [rows = 0, columns] = dims.get(name) ?? []
    if (columns === undefined) return random(name, rows, 1, 0.1)
    const isAdded = /o_proj|down_proj/.test(name)
    const depth = isAdded ? 2 * shape.layers : 1
    const deviation = 1 / Math.sqrt(columns * depth)
    const numbers = random(name, rows * columns, 0, deviation)
    if (/embed_tokens/.test(name)) {
      numbers.fill(0, END.id * columns, (END.id + 1) * columns)
    }
    return numbers
  }
}

/** Standard deviation of the sum of four bytes that are drawn evenly. */
const DEVIATION_OF_FOUR_BYTES = Math.sqrt((4 * (256 ** 2 - 1)) / 12)

/** Nearly normal numbers around `mean`, from a stream that is the name's own. */
function random(
  name: string,
  count: number,
  mean: number,
  deviation: number,
): Float32Array<ArrayBuffer> {
  const numbers = new Float32Array(count)
  const scale = deviation / DEVIATION_OF_FOUR_BYTES
  let state = seedOf(name)
  for (let index = 0; index < count; index += 1) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    const sum =
      (state & 255) +
      ((state >>> 8) & 255) +
      ((state >>> 16) & 255) +
      (state >>> 24)
    numbers[index] = mean + (sum - 510) * scale
  }
  const bits = new Uint32Array(numbers.buffer)
  for (let index = 0; index < count; index += 1) {
    bits[index] = (bits[index] as number) & 0xffff0000
  }
  return numbers
}

/** FNV-1a; never zero, where xorshift would stay. */
function seedOf(name: string): number {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(name)) {
    hash = Math.imul(hash ^ byte, 0x01000193)
  }
  return hash | 1
}
