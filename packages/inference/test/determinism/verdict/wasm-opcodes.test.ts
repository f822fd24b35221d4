import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { countInstructions } from './wasm-opcodes.js'

/** A module with one function: types, functions, code. */
function moduleOf(...instructions: number[]): Uint8Array {
  const body = [0, ...instructions, 0x0b]
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, 4, 1, 0x60, 0, 0],
    ...[3, 2, 1, 0],
    ...[10, body.length + 2, 1, body.length, ...body],
  ])
}

/** `v128.const` of sixteen given bytes. */
const constant = (...bytes: number[]) => [0xfd, 12, ...bytes]
const zeros = new Array<number>(16).fill(0)
const DROP = 0x1a

test('finds a relaxed instruction', () => {
  const RELAXED_SWIZZLE = [0xfd, 0x80, 0x02]
  const wasm = moduleOf(
    ...constant(...zeros),
    ...constant(...zeros),
    ...RELAXED_SWIZZLE,
    DROP,
  )
  expect(countInstructions(wasm)).toEqual({ all: 5, simd: 3, relaxed: [0x100] })
})

test('is not deceived by a constant that looks like one', () => {
  const wasm = moduleOf(...constant(0xfd, 0x80, 0x02, ...zeros.slice(3)), DROP)
  expect(WebAssembly.validate(wasm as BufferSource)).toBe(true)
  expect(countInstructions(wasm)).toEqual({ all: 3, simd: 1, relaxed: [] })
})

test('the runtime that is pinned has none', () => {
  const { resolve } = createRequire(import.meta.url)
  const file = resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm')
  const counts = countInstructions(readFileSync(file))
  expect(counts.relaxed).toEqual([])
  // That it has plain SIMD shows that the instructions were understood.
  expect(counts.simd).toBeGreaterThan(100_000)
})
