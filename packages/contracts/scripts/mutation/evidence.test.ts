import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEvidence } from './evidence.js'

const killer = { file: 'test/a/ATest.t.sol', contract: 'ATest', name: 'test_a' }
let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'evidence-'))
  write(killer.file, 'import {Parent} from "./ParentTest.t.sol";')
  for (const path of [
    'test/a/ParentTest.t.sol',
    'test/BTest.t.sol',
    'test/Base.sol',
  ])
    write(path, 'as it was')
})
afterEach(() => rmSync(root, { recursive: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

/** Whether a kill and a survival still count after a change. */
function after(path: string) {
  const before = createEvidence(root, { Consensus: '6080' })
  write(path, 'changed')
  const now = createEvidence(root, { Consensus: '6080' })
  return {
    killed: now(killer) === before(killer),
    survived: now() === before(),
  }
}

test.each([
  ['test/Base.sol', { killed: false, survived: false }],
  [killer.file, { killed: false, survived: false }],
  ['test/a/ParentTest.t.sol', { killed: false, survived: false }],
  ['test/BTest.t.sol', { killed: true, survived: false }],
  ['test/New.t.sol', { killed: true, survived: false }],
  ['test/mutation/survivors.json', { killed: true, survived: true }],
])('%s changes', (path, counts) => {
  expect(after(path)).toEqual(counts)
})

test('other code is other evidence', () => {
  const before = createEvidence(root, { Consensus: '6080' })
  const now = createEvidence(root, { Consensus: '6081' })
  expect(now(killer)).not.toBe(before(killer))
  expect(now()).not.toBe(before())
})
