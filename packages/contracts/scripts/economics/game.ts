import type { Preset } from '../parameters/presets.js'
import type { Rules } from './rules.js'

/** What an attack is played in: one preset, one list, one cartel. */
export type Game = {
  readonly preset: Preset
  readonly rules: Rules
  /** Places of the list. */
  readonly places: number
  /** Places of the cartel among them. */
  readonly cartel: number
}

/** What an attack comes to, in units. */
export type Outcome = {
  /** What the cartel loses: fees, stake, and income that it forgoes. */
  readonly cost: number
  /** What it gets that was somebody else's. */
  readonly gain: number
  /** Honest stake destroyed and fees lost. */
  readonly damage: number
  readonly note: string
}

export type Attack = {
  readonly id: string
  readonly title: string
  /** Why it is only shown; nothing if it is judged. */
  readonly shown?: string
  readonly play: (game: Game) => Outcome
}

/** The largest part of rewards that a list's author takes. */
const MAXIMUM_AUTHOR_BPS = 2_000

/** Of a reward, what reaches an owner in a list with the dearest author. */
export function netOf({ preset }: Game, reward: number): number {
  const cut = preset.parameters.protocolFeeBps + MAXIMUM_AUTHOR_BPS
  return (reward * (10_000 - cut)) / 10_000
}

/** Of a reward, what the treasury takes. */
export function cutOf({ preset }: Game, reward: number): number {
  return (reward * preset.parameters.protocolFeeBps) / 10_000
}

/** Of a reward, what the dearest author takes. */
export function authorPartOf(reward: number): number {
  return (reward * MAXIMUM_AUTHOR_BPS) / 10_000
}

/** Damage for each unit of cost; nothing is nothing, however cheap. */
export function damagePerCost({ cost, damage }: Outcome): number {
  if (damage <= 0) return 0
  return cost <= 0 ? Number.POSITIVE_INFINITY : damage / cost
}

/** What is got for each unit of cost. */
export function gainPerCost({ cost, gain }: Outcome): number {
  if (gain <= 0) return 0
  return cost <= 0 ? Number.POSITIVE_INFINITY : gain / cost
}

/** The outcome that does or brings most for its cost; of those that do nothing, the cheapest. */
export function worst(outcomes: readonly Outcome[]): Outcome {
  const [first, ...others] = outcomes
  if (first === undefined) throw new Error('There is nothing to choose from.')
  return others.reduce(
    (found, outcome) => (isWorse(outcome, found) ? outcome : found),
    first,
  )
}

function isWorse(left: Outcome, right: Outcome): boolean {
  const [more, less] = [returnOf(left), returnOf(right)]
  if (more === 0 && less === 0)
    return left.cost > 0 && (right.cost === 0 || left.cost < right.cost)
  return more > less
}

function returnOf(outcome: Outcome): number {
  return Math.max(damagePerCost(outcome), gainPerCost(outcome))
}

/** An attack that the rules leave no step of. */
export function impossible(note: string): Outcome {
  return { cost: 0, gain: 0, damage: 0, note }
}

export const committeeSizes = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]

/** The shares that an attacker chooses among: the classes' prices, and the highest that is taken. */
export function sharesOf({ preset, rules }: Game): number[] {
  const { minimumShare } = preset.parameters
  const prices = [1, 4, 16, 64].map((times) => times * minimumShare)
  return [...new Set([...prices, rules.hardSlash])]
}

/** How many shares or bonds an amount is, in words. */
export function shares({ preset }: Game, amount: number): string {
  return short(amount / preset.parameters.minimumShare)
}

/** Two digits that count. */
export function short(value: number): string {
  if (value === 0) return '0'
  if (!Number.isFinite(value)) return '∞'
  return Number(value.toPrecision(2)).toLocaleString('en-US', {
    maximumSignificantDigits: 2,
  })
}
