import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { kernelBytes } from '../../../src/engine/integer/kernel-pin.js'
import type { Verdict } from './judge.js'
import { countInstructions } from './wasm-opcodes.js'

/** Looks through every WebAssembly binary that the engines run. */
export async function findRelaxed(): Promise<Verdict> {
  const binaries = await readBinaries()
  const counts = binaries.map(({ name, bytes }) => {
    return { name, ...countInstructions(bytes) }
  })
  const guilty = counts.filter(({ relaxed }) => relaxed.length > 0)
  if (guilty.length > 0) {
    const names = guilty.map(({ name }) => name).join(', ')
    return { outcome: 'failed', detail: `relaxed instructions in ${names}` }
  }
  const list = counts.map(({ name, simd }) => `${simd} of ${name}`).join(', ')
  return {
    outcome: 'passed',
    detail: `none among the SIMD instructions: ${list}`,
  }
}

async function readBinaries() {
  const { resolve } = createRequire(import.meta.url)
  const onnx = resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm')
  return [
    { name: 'ONNX Runtime', bytes: await readFile(onnx) },
    { name: 'the integer kernel', bytes: kernelBytes() },
  ]
}
