import { expect, test } from 'vitest'
import { compileKernel } from '../../scripts/compile-kernel.js'
import { kernelBytes } from '../../src/engine/integer/kernel-pin.js'
import { countInstructions } from '../determinism/verdict/wasm-opcodes.js'

test('compiling the sources gives the committed bytes, again and again', async () => {
  const [first, second] = [await compileKernel(), await compileKernel()]
  expect(Buffer.from(first).equals(kernelBytes())).toBe(true)
  expect(Buffer.from(second).equals(first)).toBe(true)
})

test('holds vectors and no relaxed instruction', () => {
  const { simd, relaxed } = countInstructions(kernelBytes())
  expect(simd).toBeGreaterThan(100)
  expect(relaxed).toEqual([])
})
