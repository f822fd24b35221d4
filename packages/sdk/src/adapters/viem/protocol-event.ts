import type { Hex } from '@aichain/base'
import { type Cid, cidFromDigest } from '@aichain/base'
import { type Log, parseEventLogs } from 'viem'
import { consensusAbi } from '../../abi/consensus.js'
import { modelRegistryAbi } from '../../abi/model-registry.js'
import type {
  EventPosition,
  ProtocolEvent,
} from '../../core/task/protocol-event.js'
import { votedOutput } from '../../core/vote/unavailable.js'

const abi = [...consensusAbi, ...modelRegistryAbi] as const

type MinedLog = Log<bigint, number, false>
type ContractEvent = ReturnType<typeof parse>[number]

/** What the contracts' logs say, in the order of the chain; other logs are left out. */
export function protocolEvents(logs: readonly MinedLog[]): ProtocolEvent[] {
  return parse(logs)
    .map(eventOf)
    .filter((event) => event !== undefined)
    .sort(byPosition)
}

function parse(logs: readonly MinedLog[]) {
  return parseEventLogs({ abi, logs: [...logs] })
}

function byPosition(a: EventPosition, b: EventPosition): number {
  const blocks = Number(a.blockNumber - b.blockNumber)
  return blocks === 0 ? a.logIndex - b.logIndex : blocks
}

function eventOf(log: ContractEvent): ProtocolEvent | undefined {
  const { blockNumber, blockHash, logIndex, transactionHash } = log
  const position = { blockNumber, blockHash, logIndex, transactionHash }
  return (
    taskEventOf(log, position) ??
    aftermathEventOf(log, position) ??
    accountEventOf(log, position)
  )
}

function taskEventOf(
  { eventName, args }: ContractEvent,
  position: EventPosition,
): ProtocolEvent | undefined {
  switch (eventName) {
    case 'TaskAdded': {
      const { modelCid, promptCid, ...rest } = args
      const [model, prompt] = [cidFromBytes(modelCid), cidFromBytes(promptCid)]
      return { type: 'task-added', ...rest, model, prompt, ...position }
    }
    case 'CommitteeDrawn':
      return { type: 'committee-drawn', ...args, ...position }
    case 'Committed':
      return { type: 'vote-committed', ...args, ...position }
    case 'Revealed':
      return {
        type: 'vote-revealed',
        ...args,
        output: votedOutput(args.output),
        ...position,
      }
    case 'Decided': {
      const { outputCid, ...rest } = args
      const output = cidFromBytes(outputCid)
      return { type: 'task-decided', ...rest, output, ...position }
    }
    case 'Undecided':
      return { type: 'task-undecided', ...args, ...position }
    case 'Slashed':
      return { type: 'seat-slashed', ...args, ...position }
    default:
      return undefined
  }
}

function aftermathEventOf(
  { eventName, args }: ContractEvent,
  position: EventPosition,
): ProtocolEvent | undefined {
  switch (eventName) {
    case 'Punished':
      return {
        type: 'member-punished',
        ...args,
        output: cidFromDigest(args.output),
        ...position,
      }
    case 'Appealed':
      return { type: 'task-appealed', ...args, ...position }
    case 'Overturned': {
      const { outputCid, ...rest } = args
      const output = cidFromBytes(outputCid)
      return { type: 'task-overturned', ...rest, output, ...position }
    }
    case 'Repaid':
      return { type: 'seat-repaid', ...args, ...position }
    default:
      return undefined
  }
}

function accountEventOf(
  { eventName, args }: ContractEvent,
  position: EventPosition,
): ProtocolEvent | undefined {
  switch (eventName) {
    case 'Joined':
      return { type: 'seat-joined', ...args, ...position }
    case 'Left':
      return { type: 'seat-left', ...args, ...position }
    case 'SeatWithdrawn':
      return { type: 'seat-withdrawn', ...args, ...position }
    case 'Claimed':
      return { type: 'reward-claimed', ...args, ...position }
    case 'Withdrawn':
      return { type: 'credit-withdrawn', ...args, ...position }
    case 'ModelRegistered': {
      const { manifestCid, publisher, index } = args
      const model = cidFromBytes(manifestCid)
      return {
        type: 'model-registered',
        model,
        publisher,
        index: Number(index),
        ...position,
      }
    }
    default:
      return undefined
  }
}

/** The contracts write CIDs as version 1, raw, sha2-256: the digest is the end. */
function cidFromBytes(bytes: Hex): Cid {
  return cidFromDigest(`0x${bytes.slice(-64)}`)
}
