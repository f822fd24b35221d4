import { expect, test } from 'vitest'
import { compileKernel } from '../../scripts/compile-kernel.js'
import { KERNEL_BASE64 } from '../../src/engine/integer/kernel-binary.js'
import { kernelNames } from './kernel-names.js'

test('every function of the kernel has a name', async () => {
  const names = await kernelNames()
  expect([...names.values()]).toContain('dot/multiplyOne')
  expect([...names.keys()]).toEqual([...names.keys()].map((_, index) => index))
})

test('names change no code: the kernel with them begins as the one that ships', async () => {
  const named = await compileKernel({ names: true })
  const shipped = Buffer.from(KERNEL_BASE64, 'base64')
  expect(Buffer.from(named).subarray(0, shipped.length)).toEqual(shipped)
})
