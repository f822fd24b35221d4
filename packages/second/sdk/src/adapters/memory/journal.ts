import type { CallOptions } from '@aichain/base'
import { withTimeout } from '@aichain/base'
import {
  JournalLockedError,
  JournalUnavailableError,
} from '../../errors/runner.js'
import type { Journal } from '../../ports/journal.js'

/** Records that somebody has open as a journal. */
const held = new WeakSet<Map<string, string>>()

/** A journal whose medium can fail. */
export type MemoryJournal = Journal & {
  /** Makes every call reject for this reason, such as "the disk is full"; `undefined` ends that. */
  readonly setFailure: (reason: string | undefined) => void
}

/**
 * A `Journal` in memory. Its records outlive the runner that writes them for as
 * long as the test keeps `records`, so that another runner can go on with them;
 * a copy of `records` is what a crash would have left.
 *
 * Errors: `JournalLockedError` while another journal holds the same records;
 * its calls reject with `JournalUnavailableError` once it is closed.
 *
 * @example
 * ```ts
 * import { memoryJournal } from '@aichain/sdk/testing'
 *
 * const records = new Map<string, string>()
 * const journal = memoryJournal({ records })
 * await journal.write('vote', '{"salt":"0x00"}')
 * const afterCrash = memoryJournal({ records: new Map(records) })
 * ```
 */
export function memoryJournal(
  options: { readonly records?: Map<string, string> | undefined } = {},
): MemoryJournal {
  const { records = new Map<string, string>() } = options
  const place = { lock: 'memory', pid: 0, host: 'memory' }
  if (held.has(records)) throw new JournalLockedError(place)
  held.add(records)
  let isClosed = false
  let failure: string | undefined

  const access = <T>(call: CallOptions | undefined, work: () => T) =>
    withTimeout({ ...call }, async () => {
      const reason = isClosed ? 'it was closed' : failure
      if (reason) throw new JournalUnavailableError({ path: 'memory', reason })
      return work()
    })

  return {
    read: (key, call) => access(call, () => records.get(key)),
    write: (key, value, call) =>
      access(call, () => void records.set(key, value)),
    remove: (key, call) => access(call, () => void records.delete(key)),
    keys: (call) => access(call, () => [...records.keys()].sort()),
    close: async () => {
      isClosed = true
      held.delete(records)
    },
    setFailure: (reason) => {
      failure = reason
    },
  }
}
