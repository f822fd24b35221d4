import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'vitest'
import { journalConformance } from '../../testing/journal-conformance.js'
import { fileJournal } from './file-journal.js'

async function place() {
  const folder = await mkdtemp(join(tmpdir(), 'aichain-journal-'))
  return {
    open: () => fileJournal({ folder }),
    dispose: () => rm(folder, { recursive: true, force: true }),
  }
}

for (const { name, run } of journalConformance({ place })) test(name, run)
