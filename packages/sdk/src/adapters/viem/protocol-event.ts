import { type Log, parseEventLogs } from 'viem'
import { beaconAbi } from '../../abi/beacon.js'
import { consensusAbi } from '../../abi/consensus.js'
import { modelRegistryAbi } from '../../abi/model-registry.js'
import type {
  EventPosition,
  ProtocolEvent,
} from '../../core/task/protocol-event.js'
import { decisionEvent } from './decision-event.js'
import { moneyEvent } from './money-event.js'
import { placeEvent } from './place-event.js'
import { seatEvent } from './seat-event.js'
import { taskEvent } from './task-event.js'

const abi = [...consensusAbi, ...modelRegistryAbi, ...beaconAbi] as const

/** A log of a block. */
export type MinedLog = Log<bigint, number, false>

/** A log that the contracts declare, decoded. */
export type ContractEvent = ReturnType<typeof parse>[number]

/** The part of an event that does not depend on its place in the chain. */
export type EventBody = WithoutPosition<ProtocolEvent>

type WithoutPosition<T> = T extends unknown
  ? Omit<T, keyof EventPosition>
  : never

/**
 * What the contracts' logs say, in the order of the chain; other logs are left
 * out.
 *
 * @param unit - Of the deployment, in wei.
 */
export function protocolEvents(
  logs: readonly MinedLog[],
  unit: bigint,
): ProtocolEvent[] {
  return parse(logs)
    .map((log) => eventOf(log, unit))
    .filter((event) => event !== undefined)
    .sort(byPosition)
}

function parse(logs: readonly MinedLog[]) {
  return parseEventLogs({ abi, logs: [...logs] })
}

/** Orders events as the chain does. */
export function byPosition(a: EventPosition, b: EventPosition): number {
  const blocks = Number(a.blockNumber - b.blockNumber)
  return blocks === 0 ? a.logIndex - b.logIndex : blocks
}

function eventOf(log: ContractEvent, unit: bigint): ProtocolEvent | undefined {
  const { blockNumber, blockHash, logIndex, transactionHash } = log
  const body =
    taskEvent(log, unit) ??
    decisionEvent(log, unit) ??
    seatEvent(log, unit) ??
    placeEvent(log, unit) ??
    moneyEvent(log, unit)
  return body && { ...body, blockNumber, blockHash, logIndex, transactionHash }
}
