import { halfFloat } from './half-float.js'
import { decodeQ4K, decodeQ6K } from './k-quants.js'

/** How weights are stored in the files that are imported. */
export type StoredDtype =
  | 'F32'
  | 'F16'
  | 'BF16'
  | 'Q8_0'
  | 'Q4_0'
  | 'Q4_K'
  | 'Q6_K'

/** Weights come in blocks of so many values in so many bytes. */
export type BlockFormat = {
  readonly values: number
  readonly bytes: number
  /** Reads the block at `offset` into `out` from `index` on. */
  readonly decode: (
    view: DataView,
    offset: number,
    out: Float32Array,
    index: number,
  ) => void
}

/**
 * The formats, bit by bit.
 *
 * @see {@link https://github.com/ggml-org/ggml/blob/master/src/ggml-common.h}
 */
export const STORED_DTYPES: Readonly<Record<StoredDtype, BlockFormat>> = {
  F32: {
    values: 1,
    bytes: 4,
    decode: (view, offset, out, index) => {
      out[index] = view.getFloat32(offset, true)
    },
  },
  F16: {
    values: 1,
    bytes: 2,
    decode: (view, offset, out, index) => {
      out[index] = halfFloat(view.getUint16(offset, true))
    },
  },
  BF16: {
    values: 1,
    bytes: 2,
    decode: (view, offset, out, index) => {
      bits[0] = view.getUint16(offset, true) << 16
      out[index] = float[0] as number
    },
  },
  Q8_0: {
    values: 32,
    bytes: 34,
    decode: (view, offset, out, index) => {
      const scale = halfFloat(view.getUint16(offset, true))
      for (let i = 0; i < 32; i++) {
        out[index + i] = scale * view.getInt8(offset + 2 + i)
      }
    },
  },
  Q4_0: {
    values: 32,
    bytes: 18,
    decode: (view, offset, out, index) => {
      const scale = halfFloat(view.getUint16(offset, true))
      for (let i = 0; i < 16; i++) {
        const pair = view.getUint8(offset + 2 + i)
        out[index + i] = scale * ((pair & 15) - 8)
        out[index + 16 + i] = scale * ((pair >> 4) - 8)
      }
    },
  },
  Q4_K: { values: 256, bytes: 144, decode: decodeQ4K },
  Q6_K: { values: 256, bytes: 210, decode: decodeQ6K },
}

const bits = new Uint32Array(1)
const float = new Float32Array(bits.buffer)

/** Reads all blocks of `bytes`. */
export function decodeBlocks(
  dtype: StoredDtype,
  bytes: Uint8Array,
): Float32Array {
  const format = STORED_DTYPES[dtype]
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const blocks = bytes.length / format.bytes
  const values = new Float32Array(blocks * format.values)
  for (let block = 0; block < blocks; block++) {
    format.decode(view, block * format.bytes, values, block * format.values)
  }
  return values
}
