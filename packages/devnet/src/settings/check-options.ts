import { faultyNodes } from '../faults/fault.js'
import type { DevnetOptions, DevnetSettings } from './devnet-options.js'
import { limits } from './limits.js'
import type { ProtocolOptions } from './protocol-parameters.js'
import {
  checkFields,
  listener,
  type Rule,
  type Rules,
  refuse,
  text,
  wei,
  whole,
} from './rules.js'

/**
 * Fills in the defaults and refuses what makes no sense, misspelt names
 * included: an option that nobody reads would do nothing, and nobody would know.
 *
 * Errors: `InvalidArgumentError`.
 */
export function checkOptions(options: DevnetOptions): DevnetSettings {
  checkFields('options', options, optionRules)
  const { nodes = 5, blockTime = 1, faults = {}, ports, protocol } = options
  const { committee = Math.min(5, nodes) } = options
  if (committee > nodes) {
    refuse('committee', `at most the number of nodes, ${nodes}`, committee)
  }
  checkFields('faults', faults, faultRules, 'faults.')
  if (faultyNodes(faults) > nodes) {
    refuse('faults', `at most ${nodes} nodes in all`, faultyNodes(faults))
  }
  if (ports) checkFields('ports', ports, portRules, 'ports.')
  if (protocol) checkFields('protocol', protocol, protocolRules, 'protocol.')
  return {
    slowBy: 5_000,
    restartAfter: 3_000,
    ...withoutUndefined(options),
    nodes,
    committee,
    blockTime,
    faults,
  }
}

const group: Rule = {
  expected: 'an object',
  holds: (value) => typeof value === 'object' && value !== null,
}

/** What a timer can wait for. */
const milliseconds = whole({ least: 0, most: 2 ** 31 - 1 })

const optionRules: Rules<DevnetOptions> = {
  nodes: whole(limits.nodes),
  committee: whole(limits.committee),
  blockTime: {
    expected: `seconds from ${limits.blockTime.least} to ${limits.blockTime.most}`,
    holds: (value) =>
      typeof value === 'number' &&
      value >= limits.blockTime.least &&
      value <= limits.blockTime.most,
  },
  slowBy: milliseconds,
  restartAfter: milliseconds,
  model: text("a folder, a file or 'hf:OWNER/NAME'"),
  stateFolder: text('a folder'),
  faults: group,
  ports: group,
  protocol: group,
  sampling: group,
  signal: {
    expected: 'an AbortSignal',
    // Not `instanceof`: test environments have classes of their own.
    holds: (value) => 'aborted' in Object(value),
  },
  onProgress: listener,
  onNodeUpdate: listener,
}

const faultRules: Rules<DevnetSettings['faults']> = {
  liar: whole(limits.faults),
  copier: whole(limits.faults),
  silent: whole(limits.faults),
  slow: whole(limits.faults),
  crash: whole(limits.faults),
}

const portRules: Rules<NonNullable<DevnetOptions['ports']>> = {
  chain: whole(limits.port),
  ipfsRpc: whole(limits.port),
  ipfsGateway: whole(limits.port),
}

/** Widths of the contract's numbers; what makes sense together it knows itself. */
const amount = wei(96n)
const short = whole({ least: 0, most: 2 ** 16 - 1 })
const seconds = whole({ least: 0, most: 2 ** 32 - 1 })

const protocolRules: Rules<ProtocolOptions> = {
  bond: amount,
  minimumFeePerSeat: amount,
  slashBps: short,
  protocolFeeBps: short,
  maximumSeats: short,
  activationDelay: seconds,
  exitNotice: seconds,
  unbondingPeriod: seconds,
  exclusiveWindow: seconds,
  commitWindow: seconds,
  revealWindow: seconds,
  proofWindow: seconds,
  appealWindow: seconds,
}

function withoutUndefined<T extends object>(
  value: T,
): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(value).filter(([, entry]) => entry !== undefined),
  ) as { [K in keyof T]: Exclude<T[K], undefined> }
}
