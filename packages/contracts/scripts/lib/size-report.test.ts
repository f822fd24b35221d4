import { expect, test } from 'vitest'
import { linesOfSizes, sizesOf } from './size-report.js'

const codeOf = (bytes: number) => `0x${'00'.repeat(bytes)}`

test('what is left below the limit', () => {
  const report = sizesOf({ Consensus: codeOf(22_576), Beacon: codeOf(10) })
  expect(report).toEqual({
    ok: true,
    left: { Consensus: 2_000, Beacon: 24_566 },
    headroom: 2_000,
  })
  expect(linesOfSizes(report)).toContain('Consensus: 2000 bytes left')
})

test('too little left fails', () => {
  const report = sizesOf({ Consensus: codeOf(22_577) })
  expect(report.ok).toBe(false)
  expect(linesOfSizes(report)).toEqual([
    'Consensus: 1999 bytes left, less than 2000',
  ])
})
