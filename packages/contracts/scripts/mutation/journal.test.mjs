import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fingerprintOf, openJournal } from './journal.mjs'

let folder
let path
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'))
  path = join(folder, 'notes/journal.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true }))

const killer = { contract: 'ATest', name: 'test_a' }

test('a second run knows what the first found out', () => {
  openJournal(path, 'one').note({ id: 'm', outcome: 'killed', killer })
  const journal = openJournal(path, 'one')
  expect(journal.outcomeOf({ id: 'm' })).toEqual({
    id: 'm',
    outcome: 'killed',
    killer,
  })
  expect(journal.outcomeOf({ id: 'n' })).toBe(undefined)
})

test('other sources: only whom to try first is known', () => {
  openJournal(path, 'one').note({ id: 'm', outcome: 'killed', killer })
  const journal = openJournal(path, 'two')
  expect(journal.outcomeOf({ id: 'm' })).toBe(undefined)
  expect(journal.killerOf({ id: 'm' })).toEqual(killer)
})

test('a line that an interruption cut off is forgotten', () => {
  openJournal(path, 'one').note({ id: 'm', outcome: 'survived' })
  appendFileSync(path, '{"id":"n","outc')
  const journal = openJournal(path, 'one')
  expect(journal.outcomeOf({ id: 'm' }).outcome).toBe('survived')
  expect(journal.outcomeOf({ id: 'n' })).toBe(undefined)
})

test('a fingerprint changes with contents and names, of these files only', () => {
  const write = (name, text) => {
    mkdirSync(join(folder, 'src'), { recursive: true })
    writeFileSync(join(folder, 'src', name), text)
  }
  const print = () => fingerprintOf(folder, ['src'], '.sol')
  write('A.sol', 'a')
  const first = print()
  write('notes.json', '{}')
  expect(print()).toBe(first)
  write('A.sol', 'b')
  expect(print()).not.toBe(first)
  write('A.sol', 'a')
  expect(print()).toBe(first)
  write('B.sol', '')
  expect(print()).not.toBe(first)
})
