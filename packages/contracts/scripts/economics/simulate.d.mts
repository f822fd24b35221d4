import type { Strategy } from './agents.mjs'

export type Scenario = {
  readonly rounds: number
  readonly seats: number
  readonly committeeSize: number
  readonly cartel: number
  readonly lazy: number
  readonly strategy: Strategy
  readonly sealed: boolean
  readonly outageRate: number
  readonly slash: number
}
type Money = {
  readonly draws: number
  readonly fees: number
  readonly bonds: number
}
export function simulate(scenario: Scenario): {
  readonly right: number
  readonly wrong: number
  readonly undecided: number
  readonly standsAfterOneAppeal: number
  readonly standsAfterAppeals: number
  readonly cartel: Money
  readonly lazy: Money
}
