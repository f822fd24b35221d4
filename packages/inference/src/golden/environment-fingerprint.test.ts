import { cpus } from 'node:os'
import { afterEach, expect, test, vi } from 'vitest'
import { environmentFingerprint } from './environment-fingerprint.js'

afterEach(() => vi.unstubAllGlobals())

test('names engine, platform and processor', () => {
  const { engine, platform, processor } = environmentFingerprint()
  expect(engine).toContain(`v${process.versions.node}`)
  expect(engine).toContain(process.versions.v8)
  expect(platform).toBe(`${process.platform} ${process.arch}`)
  expect(processor).toBe(cpus()[0]?.model.trim() ?? '')
})

test('in a browser, says what the browser says', () => {
  vi.stubGlobal('process', undefined)
  vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0 (X)' })
  const environment = environmentFingerprint()
  vi.unstubAllGlobals()
  expect(environment).toEqual({
    engine: 'Mozilla/5.0 (X)',
    platform: '',
    processor: '',
  })
})
