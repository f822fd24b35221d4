import {
  ABSENT,
  decide,
  type Kind,
  LIE,
  type Strategy,
  TRUTH,
  votesOf,
} from './agents.js'
import { APPEAL_SIZE, quorum } from './committee.js'
import { seededRandom } from './random.js'

/** Appeals that somebody makes, one after the other, while they end undecided. */
export const APPEALS = 3

export type Scenario = {
  readonly rounds: number
  readonly seats: number
  readonly committeeSize: number
  /** Shares of the seats. */
  readonly cartel: number
  readonly lazy: number
  readonly strategy: Strategy
  readonly sealed: boolean
  /** Of the honest. */
  readonly outageRate: number
  /** Share of the bond. */
  readonly slash: number
}

/** Summed over all rounds, in fees and in bonds. */
export type Money = { draws: number; fees: number; bonds: number }

/** Counts of rounds, and money of those who are not honest. */
export type Totals = {
  right: number
  wrong: number
  undecided: number
  /** Of the wrong ones, as are those after `APPEALS`. */
  standsAfterOneAppeal: number
  standsAfterAppeals: number
  readonly cartel: Money
  readonly lazy: Money
}

/**
 * Plays a scenario round by round: draws a committee from a finite number of
 * seats, lets every member vote by its kind, counts, pays and slashes, and
 * appeals against what is wrong.
 */
export function simulate(scenario: Scenario): Readonly<Totals> {
  const random = seededRandom(JSON.stringify(scenario))
  const kinds = kindsOf(scenario)
  const totals = emptyTotals()
  for (let round = 0; round < scenario.rounds; round++) {
    const members = draw(kinds, scenario.committeeSize, random)
    const votes = vote(members, scenario, random)
    const output = decide(votes, quorum(members.length))
    book(totals, members, votes, output, scenario.slash)
    if (output === LIE) bookAppeals(totals, kinds, scenario, random)
  }
  return totals
}

function emptyTotals(): Totals {
  const money = () => ({ draws: 0, fees: 0, bonds: 0 })
  return {
    right: 0,
    wrong: 0,
    undecided: 0,
    standsAfterOneAppeal: 0,
    standsAfterAppeals: 0,
    cartel: money(),
    lazy: money(),
  }
}

/** One entry a seat. */
function kindsOf({ seats, cartel, lazy }: Scenario): Kind[] {
  const liars = Math.round(cartel * seats)
  const idle = Math.round(lazy * seats)
  return Array.from({ length: seats }, (_, seat) =>
    seat < liars ? 'cartel' : seat < liars + idle ? 'lazy' : 'honest',
  )
}

/** Different seats, each set equally likely: the first cards of a shuffle. */
function draw(kinds: Kind[], size: number, random: () => number): Kind[] {
  for (let member = 0; member < size; member++) {
    const other = member + Math.floor(random() * (kinds.length - member))
    const kind = kinds[other] as Kind
    kinds[other] = kinds[member] as Kind
    kinds[member] = kind
  }
  return kinds.slice(0, size)
}

function vote(
  members: readonly Kind[],
  scenario: Scenario,
  random: () => number,
): number[] {
  const cartel = members.filter((kind) => kind === 'cartel').length
  const situation = { cartel, quorum: quorum(members.length) }
  return votesOf(members, { ...scenario, situation }, random)
}

/**
 * As the contract pays: the winners share the fee, a wrong vote costs a part of
 * the bond, absence from a decided task one member's part of the fee (the court's
 * price; lane 1 takes nothing). Protocol fee left out.
 */
function book(
  totals: Totals,
  members: readonly Kind[],
  votes: readonly number[],
  output: number,
  slash: number,
): void {
  if (output === ABSENT) totals.undecided += 1
  else totals[output === TRUTH ? 'right' : 'wrong'] += 1
  const winners = votes.filter((each) => each === output).length
  for (const [member, kind] of members.entries()) {
    if (kind === 'honest') continue
    const money = totals[kind]
    money.draws += 1
    if (output === ABSENT) continue
    if (votes[member] === output) money.fees += 1 / winners
    else if (votes[member] === ABSENT) money.fees -= 1 / members.length
    else money.bonds -= slash
  }
}

/** A decided appeal is the last word; an undecided one can be followed by another. */
function bookAppeals(
  totals: Totals,
  kinds: Kind[],
  scenario: Scenario,
  random: () => number,
): void {
  const defence: Scenario = { ...scenario, strategy: 'defend' }
  for (let appeal = 1; appeal <= APPEALS; appeal++) {
    const members = draw(kinds, APPEAL_SIZE, random)
    const votes = vote(members, defence, random)
    const output = decide(votes, quorum(APPEAL_SIZE))
    if (output === TRUTH) return
    if (appeal === 1) totals.standsAfterOneAppeal += 1
    if (output !== ABSENT) break
  }
  totals.standsAfterAppeals += 1
}
