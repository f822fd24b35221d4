import { setTimeout as delay } from 'node:timers/promises'
import type { ChainReader, Cid } from '@aichain/sdk'
import { countPlaces } from '@aichain/sdk/core'
import { machineTime, setChainTime } from './chain-clock.js'
import type { Foundation } from './foundation.js'
import { takePlace } from './take-place.js'

/** Which seats serve what, from when on. */
export type PlacesParameters = {
  readonly foundation: Foundation
  /** The model of each node. */
  readonly served: readonly Cid[]
  /** Places that a question needs. */
  readonly committee: number
  /** Whether the chain began in the past: its clock is set to the machine's. */
  readonly isInPast: boolean
  readonly note: (text: string) => void
  readonly signal?: AbortSignal | undefined
}

/**
 * Offers each seat to the model that its node serves, and waits until questions
 * can be asked. An offer counts from the next epoch on, so a new chain begins in
 * the epochs before this one: the offers were made in the last of them.
 */
export async function takePlaces(parameters: PlacesParameters): Promise<void> {
  const { foundation, served, isInPast, note } = parameters
  const { anvil, record, signers } = foundation
  const { epoch } = record.parameters
  note('taking places')
  if (isInPast) await setChainTime(anvil, lastEpochBefore(machineTime(), epoch))
  await Promise.all(
    signers.map((signer, node) => {
      const model = served[node] as Cid
      return takePlace(signer, { model }, record.parameters)
    }),
  )
  if (isInPast) await setChainTime(anvil, machineTime())
  await untilPlacesCount(parameters)
}

/** When a chain has to begin for {@link takePlaces} to find it in the past, however long a start takes. */
export function beginningOfChain(now: number, epoch: number): number {
  return lastEpochBefore(now, epoch) - epoch
}

/** The beginning of the epoch before that of a time, in seconds. */
function lastEpochBefore(time: number, epoch: number): number {
  return (Math.floor(time / epoch) - 1) * epoch
}

const lookAgainAfter = 500

async function untilPlacesCount(parameters: PlacesParameters): Promise<void> {
  const { foundation, served, note, signal } = parameters
  const { epoch } = foundation.record.parameters
  for (const model of new Set(served)) {
    while (!(await placesCount(foundation.operator, model, parameters))) {
      signal?.throwIfAborted()
      note(`places count in ${epoch - (machineTime() % epoch)} s`)
      await delay(lookAgainAfter)
    }
  }
}

/** Places that nobody took yet cannot be waited for: their nodes go on trying. */
async function placesCount(
  chain: ChainReader,
  model: Cid,
  { committee }: PlacesParameters,
): Promise<boolean> {
  const list = await chain.getList({ model })
  if (list === undefined) return true
  const required = Math.min(committee, countPlaces(list.next, 3))
  return countPlaces(list.current, 3) >= required
}
