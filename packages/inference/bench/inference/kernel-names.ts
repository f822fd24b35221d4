import { compileKernel } from '../../scripts/compile-kernel.js'

/**
 * Names of the integer kernel's functions by index. The kernel ships without
 * them; compiled with them its code is the same.
 */
export async function kernelNames(): Promise<ReadonlyMap<number, string>> {
  const kernel = await compileKernel({ names: true })
  const module = await WebAssembly.compile(kernel)
  const [names] = WebAssembly.Module.customSections(module, 'name')
  return functionNames(new Uint8Array(names ?? new ArrayBuffer(0)))
}

/** Id of the part of the section that names functions. */
const FUNCTIONS = 1

/**
 * @param bytes - The section's content.
 * @see {@link https://webassembly.github.io/spec/core/appendix/custom.html#name-section}
 */
function functionNames(bytes: Uint8Array): ReadonlyMap<number, string> {
  const read = reader(bytes)
  const names = new Map<number, string>()
  while (!read.isAtEnd()) {
    const id = read.number()
    const part = read.bytes(read.number())
    if (id !== FUNCTIONS) continue
    const entries = reader(part)
    for (let left = entries.number(); left > 0; left -= 1) {
      const index = entries.number()
      names.set(
        index,
        new TextDecoder().decode(entries.bytes(entries.number())),
      )
    }
  }
  return names
}

function reader(content: Uint8Array) {
  let offset = 0
  return {
    isAtEnd: () => offset === content.length,
    bytes: (count: number) => {
      offset += count
      return content.subarray(offset - count, offset)
    },
    /** LEB128, unsigned. */
    number: () => {
      let result = 0
      for (let shift = 0; ; shift += 7) {
        const byte = content[offset] as number
        offset += 1
        result |= (byte & 127) << shift
        if (byte < 128) return result
      }
    },
  }
}
