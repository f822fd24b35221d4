/** Memory of the kernel, handed out once and never taken back. */
export type Arena = {
  readonly memory: WebAssembly.Memory
  /** Address of `bytes` zeroed bytes, a multiple of 64. */
  readonly reserve: (bytes: number) => number
  /** A view that is good until the next `reserve`. */
  readonly bytes: (address: number, length: number) => Uint8Array
  readonly floats: (address: number, count: number) => Float32Array
  readonly words: (address: number, count: number) => Uint32Array
}

const PAGE_BYTES = 65_536

/** All that 32-bit addresses reach. */
const MAXIMUM_PAGES = 65_536

/** Lines of a cache: whatever threads write apart should lie apart. */
const ALIGNMENT = 64

/**
 * A new memory, shared so that threads can work in it. It grows as it is used.
 *
 * Throws a `RangeError` when the machine has no more.
 */
export function arena(): Arena {
  const memory = new WebAssembly.Memory({
    initial: 1,
    maximum: MAXIMUM_PAGES,
    shared: true,
  })
  // Address 0 stays free, and the kernel has no data of its own.
  let end = ALIGNMENT
  return {
    memory,
    reserve: (bytes) => {
      const address = end
      end += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT
      const missing = end - memory.buffer.byteLength
      if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES))
      return address
    },
    bytes: (address, length) => new Uint8Array(memory.buffer, address, length),
    floats: (address, count) => new Float32Array(memory.buffer, address, count),
    words: (address, count) => new Uint32Array(memory.buffer, address, count),
  }
}
