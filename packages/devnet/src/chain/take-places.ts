import { setTimeout as delay } from 'node:timers/promises'
import type { Cid } from '@aichain/sdk'
import { machineTime, setChainTime } from './chain-clock.js'
import type { Foundation } from './foundation.js'
import { takePlace } from './take-place.js'

/** Which seats serve what, from when on. */
export type PlacesParameters = {
  readonly foundation: Foundation
  /** The model of each node. */
  readonly served: readonly Cid[]
  /** Whether the chain began in the past: its clock is set to the machine's. */
  readonly isInPast: boolean
  readonly note: (text: string) => void
  readonly signal?: AbortSignal | undefined
}

/**
 * Offers each seat to the model that its node serves, and waits until that is who
 * is drawn. An offer counts from the next epoch on, so a new chain begins in the
 * epochs before this one: the offers were made in the last of them.
 */
export async function takePlaces(parameters: PlacesParameters): Promise<void> {
  const { foundation, isInPast, note } = parameters
  const { anvil, record } = foundation
  const { epoch } = record.parameters
  note('taking places')
  if (isInPast) await setChainTime(anvil, lastEpochBefore(machineTime(), epoch))
  const hasChanged = await offerAll(parameters)
  if (isInPast) await setChainTime(anvil, machineTime())
  else if (hasChanged) await untilNextEpoch(parameters)
}

/** Whether any seat serves something else than before. */
async function offerAll({
  foundation,
  served,
}: PlacesParameters): Promise<boolean> {
  const { record, signers } = foundation
  const changes = await Promise.all(
    signers.map((signer, node) => {
      // What a devnet publishes names no author.
      const model = served[node] as Cid
      return takePlace(signer, { model }, record.parameters)
    }),
  )
  return changes.includes(true)
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

async function untilNextEpoch({
  foundation,
  note,
  signal,
}: PlacesParameters): Promise<void> {
  const { operator, record } = foundation
  const { epoch } = record.parameters
  const time = async () => (await operator.getHead({ signal })).timestamp
  const next = epoch * (1 + Math.floor((await time()) / epoch))
  for (let now = await time(); now < next; now = await time()) {
    note(`the places count in ${next - now} s`)
    await delay(lookAgainAfter)
    signal?.throwIfAborted()
  }
}
