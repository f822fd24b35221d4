import { expect, test } from 'vitest'
import { memoryJournal } from '../../../adapters/memory/journal.js'
import { JournalCorruptError } from '../../../errors/runner.js'
import { startingPoint, writeProgress } from './progress-record.js'

const deployment = {
  chainId: 31337,
  consensus: `0x${'c0'.repeat(20)}`,
  modelRegistry: `0x${'de'.repeat(20)}`,
  fromBlock: 1_000n,
} as const

async function firstBlockToRead(
  ...parameters: Parameters<typeof startingPoint>
) {
  return (await startingPoint(...parameters)).fromBlock
}

test('a node that never ran reads a while back, not the whole chain', async () => {
  const journal = memoryJournal()
  expect(await firstBlockToRead(journal, deployment, 900_000n)).toBe(895_000n)
  expect(await firstBlockToRead(journal, deployment, 2_000n)).toBe(1_000n)
})

test('a node goes on where it was, with an overlap', async () => {
  const journal = memoryJournal()
  await writeProgress(journal, deployment, 500_000n)
  expect(await firstBlockToRead(journal, deployment, 900_000n)).toBe(499_744n)
  await writeProgress(journal, deployment, 1_100n)
  expect(await firstBlockToRead(journal, deployment, 900_000n)).toBe(1_000n)
})

test('a chain that began anew is read from its own end', async () => {
  const journal = memoryJournal()
  await writeProgress(journal, deployment, 500_000n)
  expect(await firstBlockToRead(journal, deployment, 5_000n)).toBe(4_744n)
  expect(await firstBlockToRead(journal, deployment, 3n)).toBe(3n)
})

test('the progress of another deployment does not count', async () => {
  const journal = memoryJournal()
  await writeProgress(journal, { ...deployment, chainId: 1 }, 500_000n)
  expect(await firstBlockToRead(journal, deployment, 900_000n)).toBe(895_000n)
})

test.each(['', '{}', '{"type":"aichain/progress/1"}'])(
  'a damaged note is an error (%j)',
  async (text) => {
    const journal = memoryJournal({ records: new Map([['progress', text]]) })
    await expect(
      firstBlockToRead(journal, deployment, 900n),
    ).rejects.toBeInstanceOf(JournalCorruptError)
  },
)

test('what an earlier run has told is not told again', async () => {
  const journal = memoryJournal()
  const toldUpTo = async () =>
    (await startingPoint(journal, deployment, 2_000n)).toldUpTo
  expect(await toldUpTo()).toBe(2_000n)
  await writeProgress(journal, deployment, 1_500n)
  expect(await toldUpTo()).toBe(1_500n)
})
