export type Figure = {
  readonly count: number
  readonly rounds: number
  readonly probability: number
}
export const ONCE_IN: number
export function chanceOf(figure: Figure): number
export function isTooFar(figure: Figure): boolean
