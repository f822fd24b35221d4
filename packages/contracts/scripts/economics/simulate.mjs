import { ABSENT, decide, LIE, TRUTH, votesOf } from './agents.mjs'
import { APPEAL_SIZE, quorum } from './committee.mjs'
import { seededRandom } from './random.mjs'

/** Appeals that somebody makes, one after the other, while they end undecided. */
export const APPEALS = 3

/**
 * Plays a scenario round by round: draws a committee from a finite number of
 * seats, lets every member vote by its kind, counts, pays and slashes, and
 * appeals against what is wrong.
 *
 * A scenario: `seats`, `committeeSize`, `cartel` and `lazy` (shares of the
 * seats), `strategy` (one of `cartels`), `sealed`, `outageRate` (of the honest),
 * `slash` (share of the bond), `rounds`.
 *
 * Counts of rounds: `right`, `wrong`, `undecided`; of the wrong ones, those that
 * stand after one appeal and after `APPEALS`. Money of the cartel and of the
 * lazy, summed over all rounds, in fees and in bonds.
 */
export function simulate(scenario) {
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

function emptyTotals() {
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
function kindsOf({ seats, cartel, lazy }) {
  const liars = Math.round(cartel * seats)
  const idle = Math.round(lazy * seats)
  return Array.from({ length: seats }, (_, seat) =>
    seat < liars ? 'cartel' : seat < liars + idle ? 'lazy' : 'honest',
  )
}

/** Different seats, each set equally likely: the first cards of a shuffle. */
function draw(kinds, size, random) {
  for (let member = 0; member < size; member++) {
    const other = member + Math.floor(random() * (kinds.length - member))
    const kind = kinds[other]
    kinds[other] = kinds[member]
    kinds[member] = kind
  }
  return kinds.slice(0, size)
}

function vote(members, scenario, random) {
  const cartel = members.filter((kind) => kind === 'cartel').length
  const situation = { cartel, quorum: quorum(members.length) }
  return votesOf(members, { ...scenario, situation }, random)
}

/**
 * As the contract pays: the winners share the fee, a wrong vote costs a part of
 * the bond, absence from a decided task one member's part of the fee (the court's
 * price; lane 1 takes nothing). Protocol fee left out.
 */
function book(totals, members, votes, output, slash) {
  if (output === ABSENT) totals.undecided += 1
  else totals[output === TRUTH ? 'right' : 'wrong'] += 1
  const winners = votes.filter((each) => each === output).length
  for (const [member, kind] of members.entries()) {
    const money = totals[kind]
    if (!money) continue
    money.draws += 1
    if (output === ABSENT) continue
    if (votes[member] === output) money.fees += 1 / winners
    else if (votes[member] === ABSENT) money.fees -= 1 / members.length
    else money.bonds -= slash
  }
}

/** A decided appeal is the last word; an undecided one can be followed by another. */
function bookAppeals(totals, kinds, scenario, random) {
  const defence = { ...scenario, strategy: 'defend' }
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
