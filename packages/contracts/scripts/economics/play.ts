import { type Preset, presets } from '../parameters/presets.js'
import { appealing } from './attacks/appealing.js'
import { asking } from './attacks/asking.js'
import { seats } from './attacks/seats.js'
import { voting } from './attacks/voting.js'
import {
  type Attack,
  damagePerCost,
  type Game,
  gainPerCost,
  type Outcome,
  worst,
} from './game.js'
import { rulesOf } from './rules.js'

/** One attack on one preset, with the cartel that suits it better. */
export type Play = {
  readonly id: string
  readonly title: string
  readonly preset: string
  readonly cost: number
  readonly gain: number
  readonly damage: number
  readonly damagePerCost: number
  readonly gainPerCost: number
  /** Whether it must not pay. */
  readonly judged: boolean
  readonly note: string
}

export const PLACES = 45
/** Three tenths of them, rounded down and up. */
export const CARTELS = [13, 14]

export const attacks: readonly Attack[] = [
  ...asking,
  ...voting,
  ...appealing,
  ...seats,
].sort((left, right) => orderOf(left.id) - orderOf(right.id))

/** Every attack against every preset. */
export function playAll(): Play[] {
  return Object.values(presets).flatMap((preset) =>
    attacks.map((attack) => play(attack, preset)),
  )
}

export function play(attack: Attack, preset: Preset): Play {
  const rules = rulesOf(preset.parameters)
  const games = CARTELS.map(
    (cartel): Game => ({ preset, rules, places: PLACES, cartel }),
  )
  const outcome: Outcome = worst(games.map((game) => attack.play(game)))
  const { cost, gain, damage, note } = outcome
  return {
    id: attack.id,
    title: attack.title,
    preset: preset.name,
    cost,
    gain,
    damage,
    damagePerCost: damagePerCost(outcome),
    gainPerCost: gainPerCost(outcome),
    judged: preset.isRealMoney && attack.shown === undefined,
    note: attack.shown === undefined ? note : `${note} (${attack.shown})`,
  }
}

/** A judged attack that pays, or that destroys more than it costs. */
export function pays({ judged, damagePerCost, gainPerCost }: Play): boolean {
  return judged && (damagePerCost > 1 || gainPerCost > 1)
}

function orderOf(id: string): number {
  const families = ['A', 'S', 'N']
  return families.indexOf(id.slice(0, 1)) * 100 + Number(id.slice(1))
}
