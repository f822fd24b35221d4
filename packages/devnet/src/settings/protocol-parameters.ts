import type { Address, ProtocolParameters } from '@aichain/sdk'

/** What a dApp's tests may want to change. Wei, seconds and 1/10,000. */
export type ProtocolOptions = Partial<
  Omit<ProtocolParameters, 'asset' | 'treasury' | 'sink'>
>

/** The chain's own currency: every account of the devnet has plenty. */
const ether: Address = '0x0000000000000000000000000000000000000000'

/** Where slashed stake goes: nobody has this account's key. */
const burnt: Address = '0x000000000000000000000000000000000000dEaD'

/**
 * What the devnet deploys: windows long enough for many models on few cores,
 * short enough to sit through a silent node.
 */
export function protocolParameters(
  treasury: Address,
  options: ProtocolOptions = {},
): ProtocolParameters {
  const { commitWindow = 45, revealWindow = 20, proofWindow = 60 } = options
  const { appealWindow = 60 } = options
  const life = commitWindow + revealWindow + proofWindow
  return {
    asset: ether,
    bond: 10n ** 18n,
    minimumFeePerSeat: 10n ** 14n,
    slashBps: 1_000,
    protocolFeeBps: 100,
    maximumSeats: 256,
    activationDelay: 1,
    exitNotice: 5,
    // A task, its appeal, and the life of that.
    unbondingPeriod: 2 * life + appealWindow,
    exclusiveWindow: Math.min(10, commitWindow),
    ...options,
    commitWindow,
    revealWindow,
    proofWindow,
    appealWindow,
    treasury,
    sink: burnt,
  }
}

/** What the devnet pays for a question unless told otherwise: twice the minimum. */
export function defaultFee(
  parameters: ProtocolParameters,
  committeeSize: number,
): bigint {
  return 2n * parameters.minimumFeePerSeat * BigInt(committeeSize)
}
