import { faultyNodes } from '../faults/fault.js'
import type { DevnetOptions, DevnetSettings } from './devnet-options.js'
import { limits } from './limits.js'
import { type ProtocolOptions, unit } from './protocol-parameters.js'
import {
  checkFields,
  distinct,
  listener,
  oneOf,
  type Rule,
  type Rules,
  refuse,
  text,
  wei,
  whole,
} from './rules.js'
import { fewestNodes } from './split-nodes.js'

/**
 * Fills in the defaults and refuses what makes no sense, misspelt names
 * included: an option that nobody reads would do nothing, and nobody would know.
 *
 * Errors: `InvalidArgumentError`.
 */
export function checkOptions(options: DevnetOptions): DevnetSettings {
  checkFields('options', options, optionRules)
  const { models = [], blockTime = 1, faults = {}, ports, protocol } = options
  const served = Math.max(1, models.length)
  const { nodes = Math.max(5, served * limits.nodes.least) } = options
  const most = fewestNodes(nodes, served)
  if (most < limits.nodes.least) {
    const expected = `at least ${limits.nodes.least} for each of ${served} models`
    refuse('nodes', expected, nodes)
  }
  const { committee = Math.min(5, most) } = options
  if (committee > most) {
    refuse('committee', `at most the nodes of each model, ${most}`, committee)
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
  models: distinct(text("a folder, a file or 'hf:OWNER/NAME'"), limits.models),
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
const amount = wei(unit, 64n)
const short = whole({ least: 0, most: 2 ** 16 - 1 })
const seconds = whole({ least: 0, most: 2 ** 32 - 1 })

const protocolRules: Rules<ProtocolOptions> = {
  bond: amount,
  minimumShare: amount,
  slashBps: short,
  protocolFeeBps: short,
  maximumSeats: short,
  epoch: seconds,
  commitWindow: seconds,
  revealWindow: seconds,
  proofWindow: seconds,
  appealWindow: seconds,
  unbondingPeriod: seconds,
  minimumStay: seconds,
  blockSeeds: oneOf('never', 'own-orders', 'all-orders'),
  seedDelay: seconds,
  outage: seconds,
}

function withoutUndefined<T extends object>(
  value: T,
): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(value).filter(([, entry]) => entry !== undefined),
  ) as { [K in keyof T]: Exclude<T[K], undefined> }
}
