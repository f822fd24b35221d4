import type { Hex } from '@aichain/base'
import { decodeAbiParameters, parseAbiParameters } from 'viem'
import {
  type MinedLog,
  protocolEvents,
} from '../../src/adapters/viem/protocol-event.js'
import type { TimedEvent } from '../../src/core/index/timed-event.js'
import type { ToldHistory } from './tell-history.js'
import type { ToldStep } from './told-step.js'

type Time = { readonly number: bigint; readonly timestamp: number }

const clockParameters = parseAbiParameters(
  'uint8 moment, uint256 number, uint256 timestamp, uint256 last, bytes32 hashOfLast',
)
const [BEGUN, , UNDONE] = [0, 1, 2]

/**
 * What the contracts told in each step, with the time and the block of each
 * event: the clock says them before every call, and which calls came to
 * nothing. Of blocks it tells the hashes once they are over.
 */
export function timedEvents({
  deployment,
  steps,
}: ToldHistory): TimedEvent[][] {
  const { clock, parameters } = deployment
  const hashes = blockHashes(steps, clock)
  let now: Time = { number: 1_000n, timestamp: 1_800_000_000 }
  let position = 0
  return steps.map((step) => {
    const told: TimedEvent[] = roundsOf(step, now)
    const begun: number[] = []
    for (const log of step.logs) {
      if (log.emitter === clock) {
        const [moment, number, timestamp] = decodeAbiParameters(
          clockParameters,
          log.data,
        )
        now = { number, timestamp: Number(timestamp) }
        if (moment === BEGUN) begun.push(told.length)
        else {
          const from = begun.pop() as number
          if (moment === UNDONE) told.splice(from)
        }
        continue
      }
      position += 1
      const mined = minedLog(log, now, position, hashes)
      for (const event of protocolEvents([mined], parameters.unit))
        told.push({ ...event, timestamp: now.timestamp })
    }
    return told
  })
}

function blockHashes(
  steps: readonly ToldStep[],
  clock: Hex,
): ReadonlyMap<bigint, Hex> {
  const hashes = new Map<bigint, Hex>()
  for (const { logs } of steps)
    for (const { emitter, data } of logs) {
      if (emitter !== clock) continue
      const [, , , last, hash] = decodeAbiParameters(clockParameters, data)
      if (BigInt(hash) !== 0n) hashes.set(last, hash)
    }
  return hashes
}

/** The double of the beacon has no events. */
function roundsOf(step: ToldStep, { number, timestamp }: Time): TimedEvent[] {
  return step.rounds.map(({ round, randomness, poster }) => ({
    type: 'round-posted',
    round: Number(round),
    randomness,
    poster,
    timestamp,
    blockNumber: number,
    blockHash: randomness,
    logIndex: 0,
    transactionHash: randomness,
  }))
}

function minedLog(
  log: ToldStep['logs'][number],
  { number }: Time,
  logIndex: number,
  hashes: ReadonlyMap<bigint, Hex>,
): MinedLog {
  const { emitter, data, topics } = log
  return {
    address: emitter,
    data,
    topics: [...topics] as MinedLog['topics'],
    blockNumber: number,
    blockHash: hashes.get(number) ?? `0x${'00'.repeat(32)}`,
    logIndex,
    transactionHash: `0x${'11'.repeat(32)}`,
    transactionIndex: 0,
    removed: false,
  } as MinedLog
}
