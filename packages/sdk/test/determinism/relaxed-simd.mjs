import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { countInstructions } from './wasm-opcodes.mjs'

const dist = new URL('../../dist/', import.meta.url)

/** Looks through every WebAssembly binary that the engines run. */
export function findRelaxed() {
  const { resolve } = createRequire(import.meta.url)
  const own = readdirSync(dist).filter((name) => name.endsWith('.wasm'))
  const files = [
    resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'),
    ...own.map((name) => fileURLToPath(new URL(name, dist))),
  ]
  const counts = files.map((file) => countInstructions(readFileSync(file)))
  const guilty = files.filter((_, index) => counts[index].relaxed.length > 0)
  if (guilty.length > 0) {
    const detail = `relaxed instructions in ${guilty.map((f) => basename(f)).join(', ')}`
    return { outcome: 'failed', detail }
  }
  const simd = counts.reduce((sum, count) => sum + count.simd, 0)
  const detail = `none among ${simd} SIMD instructions of ${files.length} binaries`
  return { outcome: 'passed', detail }
}
