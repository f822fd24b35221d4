import type { CallOptions } from '@aichain/base'
import type { RunnerContext } from '../context/runner-context.js'
import type { TaskBook } from '../task/task-book.js'
import { recoverVotes } from '../vote/recover-votes.js'
import { writeProgress } from './progress-record.js'

/** Blocks between two notes; what a crash loses of them is only read again. */
const noteEvery = 64n
/** Milliseconds between two clearings of votes that are over. */
const clearEvery = 600_000

/** Keeps the journal's note of how far the node has come. */
export type ProgressKeeper = {
  readonly onBlocks: (head: bigint) => void
  /** Writes the note now. */
  readonly note: (options?: CallOptions) => Promise<void>
}

/** Notes the block up to which nothing is left to tell of any task, now and then. */
export function progressKeeper(
  context: RunnerContext,
  book: TaskBook,
): ProgressKeeper {
  const { chain, clock, journal, outcomes } = context
  let head = context.time.head().number
  let noted = context.start.toldUpTo
  let clearedAt = clock.now()

  const note = async (options?: CallOptions) => {
    noted = head
    for (const { id, addedIn } of book.open()) {
      // What was told must not be told again; its vote is in the journal.
      if (addedIn <= noted && !outcomes.has(id)) noted = addedIn - 1n
    }
    const block = noted > 0n ? noted : 0n
    await writeProgress(journal, chain.deployment, block, options)
  }
  const clear = async () => {
    const before = clearedAt
    clearedAt = clock.now()
    for (const [task, { toldAt }] of outcomes) {
      if (toldAt < before) outcomes.delete(task)
    }
    await recoverVotes(context)
  }
  const inBackground = (work: Promise<void>) => {
    const failed = (error: unknown) => {
      if (!context.signal.aborted) context.health.failed(error)
    }
    context.inBackground(work.catch(failed))
  }

  return {
    note,
    onBlocks: (block) => {
      head = block
      // A stopping node gives tasks up that a restart must find again.
      if (context.intake.aborted) return
      if (block - noted >= noteEvery) inBackground(note())
      if (clock.now() - clearedAt >= clearEvery) inBackground(clear())
    },
  }
}
