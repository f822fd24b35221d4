import { digestFromCid, type Hex, isCid } from '@aichain/base'
import { keccakText } from '../../../core/encoding/keccak.js'
import type { ContractError } from '../../../errors/contract-error.js'
import { unitErrors } from '../../../errors/unit-errors.js'

/** The Solidity types of what settlements and signed orders can be refused with, by name. */
const signatures: Readonly<Record<string, readonly [string, string][]>> = {
  AllowanceExceeded: [
    ['address', 'payer'],
    ['address', 'key'],
    ['uint256', 'amount'],
    ['uint256', 'required'],
  ],
  CommitteeSizeOutOfRange: [
    ['uint8', 'size'],
    ['uint8', 'minimum'],
    ['uint8', 'maximum'],
  ],
  CreditTooLow: [
    ['address', 'payer'],
    ['uint256', 'credit'],
    ['uint256', 'required'],
  ],
  EmptyDigest: [],
  InvalidOrderSignature: [
    ['address', 'payer'],
    ['address', 'recovered'],
  ],
  InvalidVote: [
    ['bytes32', 'task'],
    ['uint8', 'member'],
    ['address', 'signer'],
    ['address', 'recovered'],
  ],
  MalformedSettlement: [['bytes32', 'task']],
  NoQuorum: [
    ['bytes32', 'task'],
    ['uint256', 'required'],
  ],
  NotEnoughPlaces: [
    ['uint256', 'places'],
    ['uint256', 'required'],
  ],
  NotSubmitter: [
    ['address', 'submitter'],
    ['address', 'caller'],
  ],
  OrderExpired: [['uint256', 'deadline']],
  SeedExpired: [['bytes32', 'task']],
  SeedNotReady: [
    ['bytes32', 'task'],
    ['uint256', 'blockOrRound'],
  ],
  SeedRefused: [['uint8', 'seed']],
  ShareTooHigh: [
    ['uint256', 'share'],
    ['uint256', 'maximum'],
  ],
  ShareTooLow: [
    ['uint256', 'share'],
    ['uint256', 'minimum'],
  ],
  TaskDead: [
    ['bytes32', 'task'],
    ['uint256', 'diedAt'],
  ],
  TaskExists: [['bytes32', 'task']],
  TaskNotOpen: [
    ['bytes32', 'task'],
    ['uint8', 'state'],
  ],
  TaskUnknown: [['bytes32', 'task']],
  TipTooHigh: [
    ['uint256', 'tip'],
    ['uint256', 'maximum'],
  ],
  TipWithoutRound: [['uint256', 'roundTip']],
  VotesMissing: [
    ['bytes32', 'task'],
    ['uint256', 'missing'],
  ],
}

/** How the Solidity enums count. */
const enums: readonly string[] = ['none', 'open', 'decided', 'undecided']
const seeds: readonly string[] = ['beacon', 'block']

/**
 * What the contract reverts with for an error: a batch tells why it refused an
 * entry in these bytes.
 *
 * @param unit - Of the deployment, in wei.
 */
export function revertData(error: ContractError, unit: bigint): Hex {
  const name = error.name.replace(/Error$/, '')
  const inputs = signatures[name]
  if (!inputs) throw error
  const types = inputs.map(([type]) => type).join(',')
  const selector = keccakText(`${name}(${types})`).slice(0, 10)
  const scale = unitErrors.includes(name) ? unit : 1n
  const fields = error as unknown as Readonly<Record<string, unknown>>
  const words = inputs.map(([, field]) => wordOf(field, fields[field], scale))
  return `${selector as Hex}${words.join('')}`
}

function wordOf(field: string, value: unknown, scale: bigint): string {
  if (field === 'state') return padded(BigInt(enums.indexOf(value as string)))
  if (field === 'seed') return padded(BigInt(seeds.indexOf(value as string)))
  if (isCid(value)) return digestFromCid(value).slice(2)
  if (typeof value === 'bigint') return padded(value / scale)
  return padded(BigInt(value as Hex | number))
}

function padded(value: bigint): string {
  return value.toString(16).padStart(64, '0')
}
