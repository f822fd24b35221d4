import type { ProtocolParameters } from '../src/core/task/parameters.js'
import type { TaskRecord } from '../src/core/task/task.js'

/** Round numbers, for tests of what is pure. Rounds are a hundred seconds apart. */
export const protocolParameters: ProtocolParameters = {
  asset: '0x00',
  unit: 1n,
  bond: 10_000n,
  minimumShare: 10n,
  prices: [10n, 40n, 160n, 640n],
  slashBps: 1000,
  hardSlash: 1000n,
  protocolFeeBps: 100,
  maximumSeats: 64,
  epoch: 2000,
  commitWindow: 100,
  revealWindow: 200,
  proofWindow: 1000,
  appealWindow: 1000,
  unbondingPeriod: 20_000,
  minimumStay: 0,
  blockSeeds: 'all-orders',
  beacon: { address: '0xbe', genesis: 0, period: 100 },
  seedDelay: 20,
  outage: 500,
  treasury: '0x01',
  sink: '0x02',
}

/** An open task of three, added at 1000 in block 500. */
export const taskRecord: TaskRecord = {
  id: `0x${'11'.repeat(32)}`,
  state: 'open',
  seed: 'block',
  committeeSize: 3,
  share: 30n,
  addedAt: 1000,
  addedIn: 500n,
  roundTip: 0n,
  requester: '0x03',
  committed: 0,
  revealed: 0,
  winners: 0,
  punished: 0,
  convened: false,
  closed: false,
  appealable: true,
  isAppeal: false,
  unavailable: false,
  output: undefined,
}
