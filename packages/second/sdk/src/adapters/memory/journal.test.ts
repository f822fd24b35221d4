import { describe, expect, test } from 'vitest'
import { journalConformance } from '../../testing/journal-conformance.js'
import { memoryJournal } from './journal.js'

describe('conformance', () => {
  const place = () => {
    const records = new Map<string, string>()
    return { open: () => memoryJournal({ records }) }
  }
  for (const { name, run } of journalConformance({ place })) test(name, run)
})

test('a copy of the records is what a crash leaves', async () => {
  const records = new Map<string, string>()
  const journal = memoryJournal({ records })
  await journal.write('vote', 'one')
  const afterCrash = memoryJournal({ records: new Map(records) })
  expect(await afterCrash.read('vote')).toBe('one')
})

test('its medium can fail and be mended', async () => {
  const journal = memoryJournal()
  journal.setFailure('the disk is full')
  await expect(journal.write('a', 'b')).rejects.toMatchObject({
    code: 'journal-unavailable',
    reason: 'the disk is full',
  })
  journal.setFailure(undefined)
  await journal.write('a', 'b')
  expect(await journal.read('a')).toBe('b')
})
