import type { Draw } from './exact.mjs'

export function farming(
  draw: Draw,
  slash: number,
): {
  readonly feeIfWinnersGotIt: number
  readonly feeIfBountyHadNoLimit: number
  readonly comesBack: number
}
export function appealFarming(draw: Omit<Draw, 'committeeSize'>): number
export function bribery(
  committeeSize: number,
  slash: number,
): { readonly withoutAppeal: number; readonly withAppeal: number }
export function smallestCommittee(
  draw: Omit<Draw, 'committeeSize'>,
  value: number,
  appeals: number,
): number | undefined
