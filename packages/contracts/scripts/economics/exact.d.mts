export type Draw = {
  /** Undefined: without end. */
  readonly seats?: number | undefined
  readonly committeeSize: number
  readonly cartel: number
  readonly lazy?: number
  readonly outageRate?: number
}
export function makeUps(draw: Draw): readonly {
  readonly cartel: number
  readonly lazy: number
  readonly honest: number
  readonly probability: number
}[]
export function wrong(draw: Draw): number
export function decided(draw: Draw): number
export function stuck(draw: Draw): number
export function rightUnderGrab(draw: Draw): number
export function unsealed(draw: Draw): {
  readonly wrong: number
  readonly right: number
}
export function standing(draw: Draw, appeals: number): number
