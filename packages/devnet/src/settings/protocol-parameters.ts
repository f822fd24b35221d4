import type { Address, ProtocolParameters } from '@aichain/sdk'
import { hardSlash, lifeOf, pricesOf } from '@aichain/sdk/core'

/** What a dApp's tests may want to change. Wei, seconds and 1/10,000. */
export type ProtocolOptions = Partial<
  Omit<
    ProtocolParameters,
    'asset' | 'beacon' | 'hardSlash' | 'prices' | 'sink' | 'treasury' | 'unit'
  >
>

/** When the rounds of the devnet's beacon are published. */
export const beaconSchedule = { genesis: 1_700_000_000, period: 3 } as const

/** Wei in the contracts' unit: a gwei. */
export const unit = 10n ** 9n

/** The chain's own currency: every account of the devnet has plenty. */
const ether: Address = '0x0000000000000000000000000000000000000000'

/** Where slashed stake goes: nobody has this account's key. */
const burnt: Address = '0x000000000000000000000000000000000000dEaD'

/**
 * The preset `devnet` of packages/contracts/scripts/parameters: seconds, so that
 * a person sees a whole life of a task.
 */
const preset = {
  bond: 200_000_000n * unit,
  minimumShare: 1_000_000n * unit,
  slashBps: 5_000,
  protocolFeeBps: 100,
  maximumSeats: 10_000,
  commitWindow: 60,
  revealWindow: 30,
  proofWindow: 60,
  appealWindow: 120,
  epoch: 180,
  outage: 600,
  unbondingPeriod: 2_400,
  minimumStay: 0,
  blockSeeds: 'all-orders',
  seedDelay: 3,
} as const satisfies Required<ProtocolOptions>

/** For what does not depend on where the beacon is. */
const noBeacon = { ...beaconSchedule, address: ether }

/** An appeal can open a decision's window again so many times, and once more. */
const appealLives = 9

/** What the devnet deploys, on a beacon that is on the chain already. */
export function protocolParameters(
  addresses: { readonly treasury: Address; readonly beacon: Address },
  options: ProtocolOptions = {},
): ProtocolParameters {
  const chosen = choose(options)
  return {
    ...chosen,
    beacon: { ...beaconSchedule, address: addresses.beacon },
    asset: ether,
    unit,
    prices: pricesOf(chosen),
    hardSlash: hardSlash({ ...chosen, unit }),
    treasury: addresses.treasury,
    sink: burnt,
  }
}

/** Seconds of an epoch of what {@link protocolParameters} would deploy. */
export function epochOf(options: ProtocolOptions = {}): number {
  return choose(options).epoch
}

/** Longer windows need longer periods around them: those that were not chosen grow. */
function choose(options: ProtocolOptions): Required<ProtocolOptions> {
  const chosen = { ...preset, ...withoutUndefined(options) }
  const { appealWindow, outage, revealWindow } = chosen
  const proofWindow =
    options.proofWindow ?? Math.max(chosen.proofWindow, revealWindow)
  const life = lifeOf({ ...chosen, proofWindow, beacon: noBeacon })
  const epoch = options.epoch ?? Math.max(chosen.epoch, life)
  const liable = (1 + appealLives) * life + appealWindow + outage
  const unbondingPeriod =
    options.unbondingPeriod ??
    Math.max(chosen.unbondingPeriod, liable, 2 * epoch)
  return { ...chosen, proofWindow, epoch, unbondingPeriod }
}

function withoutUndefined(options: ProtocolOptions): ProtocolOptions {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  )
}
