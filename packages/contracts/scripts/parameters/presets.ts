import type { Parameters } from './parameters.js'

/** Where a preset is meant to run: what attacks cost and how fast they are. */
export type World = {
  /** Seconds between blocks. */
  readonly blockTime: number
  /** Units for one gas. */
  readonly gasPrice: number
  /** Gas that the chain takes in a second. */
  readonly gasPerSecond: number
  /** Seconds of inference of the slowest model. */
  readonly modelTime: number
  /** How many blocks back a hash can be had: 256, or 8,191 where EIP-2935 is. */
  readonly blocksInReach: number
  /** Whether anybody can know a block's hash before the block is there. */
  readonly isQuiet: boolean
}

export type Preset = {
  readonly name: PresetName
  readonly isRealMoney: boolean
  readonly parameters: Parameters
  readonly world: World
}

export const presetNames = ['devnet', 'l2', 'l2-beacon', 'l1'] as const
export type PresetName = (typeof presetNames)[number]

const HOUR = 3_600
const DAY = 24 * HOUR
const GWEI = 1_000_000_000

/** What all of them share, with the reason for each value. */
const common = {
  // 1 gwei: 56 bits of it are 72 million ether, and a share of one unit is below any gas.
  unit: GWEI,
  // 1 %: ADR 0075 says what blockers gain by more.
  protocolFeeBps: 100,
  // Bounds what a deployment may grow to; a draw's cost does not depend on it.
  maximumSeats: 10_000,
  // Whoever enters stays a month, so that a majority cannot be rented for a day.
  minimumStay: 30 * DAY,
  // Longer than the longest silence of drand's main chain so far, shorter than unbonding.
  outage: 7 * DAY,
  // drand's quicknet publishes every three seconds.
  beaconPeriod: 3,
} as const

/** A busy chain with blocks of two seconds or less, and cheap gas. */
const layerTwo = {
  ...common,
  // 0.000008 ether: what is kept pays the whole court at 0.01 gwei, for every committee, and a fifth more.
  minimumShare: 8_000,
  // 3.2 ether, 400,000 least shares: who lies with a quorum loses so much each.
  bond: 3_200_000_000,
  // 80 least shares, more than a lie at the highest price costs. An order may pay so much, and a high one makes N1 quick.
  slashBps: 2,
  // Twice the longest of the live lane's windows (51 s with a model of 10 s and blocks of 2 s), rounded up.
  commitWindow: 120,
  // Thirty blocks of two seconds full of somebody else's transactions, twice.
  revealWindow: 120,
  // Half an hour for a watchtower to bring a vote or a contradiction.
  proofWindow: 1_800,
  // Nodes appeal by themselves; six hours are for the people behind them.
  appealWindow: 6 * HOUR,
  // Three lives of a task, and twelve entrances a day in a list of less than 64.
  epoch: 2 * HOUR,
  // More than ten lives, the window and the beacon's silence: 7.5 days.
  unbondingPeriod: 14 * DAY,
  // Coarse slots and a chain that catches up after a halt: two rounds.
  seedDelay: 6,
} as const

const layerTwoWorld: World = {
  blockTime: 2,
  gasPrice: 0.01,
  gasPerSecond: 150_000_000,
  modelTime: 10,
  blocksInReach: 8_191,
  isQuiet: false,
}

/** The presets by their names. Only the last three are meant for real money. */
export const presets: Readonly<Record<PresetName, Preset>> = {
  devnet: {
    name: 'devnet',
    isRealMoney: false,
    parameters: {
      ...common,
      minimumShare: 1_000_000,
      // 200 least shares, so that a demonstration at the highest price shows an ejection after two lies.
      bond: 200_000_000,
      slashBps: 5_000,
      // Seconds, so that a person sees a whole life; twice as many where several nodes compute on few cores.
      commitWindow: 60,
      revealWindow: 30,
      proofWindow: 60,
      appealWindow: 120,
      epoch: 180,
      outage: 600,
      unbondingPeriod: 2_400,
      minimumStay: 0,
      // Nobody else's orders are at stake here.
      blockSeeds: 'allOrders',
      seedDelay: 3,
    },
    world: {
      blockTime: 1,
      gasPrice: 1,
      gasPerSecond: 30_000_000,
      modelTime: 1,
      blocksInReach: 8_191,
      isQuiet: true,
    },
  },
  l2: {
    name: 'l2',
    isRealMoney: true,
    // Only the sequencer can foresee a block, and a relayed order's submitter could choose its block.
    parameters: { ...layerTwo, blockSeeds: 'ownOrders' },
    world: layerTwoWorld,
  },
  'l2-beacon': {
    name: 'l2-beacon',
    isRealMoney: true,
    // For chains where somebody alone in a block could know its hash, or whose sequencer is not trusted with it.
    parameters: { ...layerTwo, blockSeeds: 'never' },
    world: layerTwoWorld,
  },
  l1: {
    name: 'l1',
    isRealMoney: true,
    parameters: {
      ...common,
      // 0.0008 ether: what is kept pays the whole court at 1 gwei.
      minimumShare: 800_000,
      // 32 ether, 40,000 least shares: what a validator of the chain risks.
      bond: 32_000_000_000,
      // 80 least shares.
      slashBps: 20,
      // The live lane asks for 169 s with blocks of 12 s and a model of 40 s; fifty blocks.
      commitWindow: 600,
      revealWindow: 600,
      proofWindow: HOUR,
      appealWindow: DAY,
      // Three lives.
      epoch: 4 * HOUR,
      unbondingPeriod: 14 * DAY,
      // A proposer can withhold a block for a slot; two slots.
      seedDelay: 24,
      blockSeeds: 'never',
    },
    world: {
      blockTime: 12,
      gasPrice: 1,
      gasPerSecond: 5_000_000,
      modelTime: 40,
      blocksInReach: 8_191,
      isQuiet: false,
    },
  },
}
