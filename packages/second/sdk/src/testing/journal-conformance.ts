import {
  type ConformanceCase,
  expectEqual,
  expectError,
  expectReason,
} from '@aichain/base/testing'
import type { Journal } from '../ports/journal.js'

/** A place that journals are kept in. */
export type JournalFixture = {
  /** Opens the journal of this place. */
  readonly open: () => Journal | Promise<Journal>
  /** Cleans the place up. */
  readonly dispose?: (() => Promise<void>) | undefined
}

type Promised = (fixture: JournalFixture) => Promise<void>

const promises: Readonly<Record<string, Promised>> = {
  'reads what was written, also after it was opened again': async ({
    open,
  }) => {
    const first = await open()
    await first.write('vote', 'one')
    expectEqual('a record', await first.read('vote'), 'one')
    await first.close()
    const second = await open()
    expectEqual('a kept record', await second.read('vote'), 'one')
    await second.close()
  },

  'says nothing of what was never written': async ({ open }) => {
    const journal = await open()
    expectEqual('a missing record', await journal.read('vote'), undefined)
    expectEqual('keys', await journal.keys(), [])
    await journal.remove('vote')
    await journal.close()
  },

  'keeps the last of several writes': async ({ open }) => {
    const journal = await open()
    const values = ['a', 'b', 'c', 'd', 'e', 'f']
    await Promise.all(values.map((value) => journal.write('vote', value)))
    expectEqual('the record', await journal.read('vote'), 'f')
    await journal.close()
  },

  'removes and lists records': async ({ open }) => {
    const journal = await open()
    for (const key of ['b', 'a', 'c']) await journal.write(key, key)
    await journal.remove('a')
    expectEqual('keys', [...(await journal.keys())].sort(), ['b', 'c'])
    expectEqual('a removed record', await journal.read('a'), undefined)
    await journal.close()
  },

  'takes any text as key and as value': async ({ open }) => {
    const journal = await open()
    const keys = ['0xAB', '0xab', '../up', 'a/b', 'a%2fb', 'ü', '.', ' ']
    for (const key of keys) await journal.write(key, `of ${key}\n\0✓`)
    for (const key of keys) {
      expectEqual(`record ${key}`, await journal.read(key), `of ${key}\n\0✓`)
    }
    expectEqual('keys', [...(await journal.keys())].sort(), [...keys].sort())
    await journal.write('empty', '')
    expectEqual('an empty record', await journal.read('empty'), '')
    await journal.close()
  },

  'refuses a second owner until the first has closed it': async ({ open }) => {
    const journal = await open()
    const second = Promise.resolve().then(open)
    await expectError('a second owner', second, 'journal-locked')
    await journal.close()
    await (await open()).close()
  },

  'refuses every call once it is closed': async ({ open }) => {
    const journal = await open()
    await journal.close()
    const code = 'journal-unavailable'
    await expectError('read after close', journal.read('a'), code)
    await expectError('write after close', journal.write('a', ''), code)
    await expectError('remove after close', journal.remove('a'), code)
    await expectError('keys after close', journal.keys(), code)
    await journal.close()
  },

  'rejects an aborted call with its reason': async ({ open }) => {
    const journal = await open()
    const options = { signal: AbortSignal.abort('stop') }
    await expectReason('write', journal.write('a', 'b', options), 'stop')
    await expectReason('read', journal.read('a', options), 'stop')
    expectEqual('an aborted write', await journal.read('a'), undefined)
    await journal.close()
  },
}

/**
 * What every `Journal` must do, as cases for any test runner.
 *
 * @param options - `place` makes a new, empty place; each case uses its own.
 *
 * @example
 * ```ts
 * import { journalConformance, memoryJournal } from '@aichain/sdk/testing'
 *
 * const place = () => {
 *   const records = new Map<string, string>()
 *   return { open: () => memoryJournal({ records }) }
 * }
 * for (const { name, run } of journalConformance({ place })) {
 *   console.log(name) // with vitest: test(name, run)
 *   await run()
 * }
 * ```
 */
export function journalConformance(options: {
  readonly place: () => JournalFixture | Promise<JournalFixture>
}): readonly ConformanceCase[] {
  return Object.entries(promises).map(([name, check]) => ({
    name,
    run: async () => {
      const fixture = await options.place()
      try {
        await check(fixture)
      } finally {
        await fixture.dispose?.()
      }
    },
  }))
}
