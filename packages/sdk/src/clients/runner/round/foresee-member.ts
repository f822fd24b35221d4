import { type Digest, equalHex, type Hex } from '@aichain/base'
import { keccakWords } from '../../../core/encoding/keccak.js'
import { classOf } from '../../../core/money/price.js'
import { epochAt } from '../../../core/task/lifecycle.js'
import type { TaskRecord } from '../../../core/task/task.js'
import { drawCommittee } from '../../../core/vote/draw-committee.js'
import type { RunnerContext } from '../context/runner-context.js'

/** What is known of a task before its round is on the chain. */
export type ForeseenTask = {
  readonly task: TaskRecord
  /** Of the block that holds the task; `undefined` after a restart. */
  readonly blockHash: Hex | undefined
  readonly randomness: Digest
}

/**
 * This runner's place in the committee that a round will draw: `undefined` if it
 * has none, `'unknown'` if that cannot be told beforehand, because the lists
 * have gone on to the next epoch or the task is an appeal, which may leave
 * seats out. Only turns depend on it, never votes.
 */
export async function foreseeMember(
  context: Pick<
    RunnerContext,
    'chain' | 'list' | 'parameters' | 'signal' | 'time'
  >,
  { task, blockHash, randomness }: ForeseenTask,
): Promise<number | 'unknown' | undefined> {
  const { chain, list, parameters, signal, time } = context
  const { committeeSize, addedAt, share } = task
  const isCurrent =
    epochAt(addedAt, parameters) === epochAt(time.head().timestamp, parameters)
  if (blockHash === undefined || task.isAppeal || !isCurrent) return 'unknown'
  const listed = await chain.getPlaces(list.terms, { signal })
  const highest = classOf(share, parameters)
  const places = listed
    .filter((place) => place.class <= highest)
    .map(({ seat }) => seat)
  const entropy = keccakWords(randomness, blockHash)
  const left = new Set<number>()
  for (;;) {
    const staysAt = (seat: number) => !left.has(seat)
    const facts = { entropy, task: task.id, places, committeeSize, staysAt }
    const drawn = drawCommittee(facts)
    if (!drawn.ok) return undefined
    const seats = await Promise.all(
      drawn.value.map((seat) => chain.getSeat(seat, { signal })),
    )
    const gone = seats.filter((seat) => seat?.to && seat.to <= addedAt)
    if (gone.length === 0) {
      const found = seats.findIndex(
        (seat) => seat && equalHex(seat.signer, chain.account),
      )
      return found === -1 ? undefined : found
    }
    for (const seat of gone) if (seat) left.add(seat.seat)
  }
}
