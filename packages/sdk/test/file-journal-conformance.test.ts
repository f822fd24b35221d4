import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'vitest'
import { fileJournal } from '../src/adapters/node/file-journal.js'
import { journalConformance } from '../src/testing/journal-conformance.js'

const place = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'aichain-journal-'))
  return {
    open: () => fileJournal({ folder }),
    dispose: () => rm(folder, { recursive: true, force: true }),
  }
}

for (const { name, run } of journalConformance({ place })) test(name, run)
