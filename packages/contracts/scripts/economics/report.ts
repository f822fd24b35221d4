import { chanceOf, type Figure, isTooFar, ONCE_IN } from './bound.js'
import { quorum } from './committee.js'
import {
  type Draw,
  decided,
  rightUnderGrab,
  standing,
  stuck,
  unsealed,
  wrong,
} from './exact.js'
import { appealFarming, bribery, farming, smallestCommittee } from './money.js'
import { APPEALS, type Money, type Scenario, simulate } from './simulate.js'

/** What every figure assumes unless it says otherwise. */
export const assumptions = {
  seats: 200,
  outageRate: 0.02,
  slash: 0.1,
  appeals: APPEALS,
  rounds: 50_000,
}

export const allCommitteeSizes = [3, 5, 7, 9, 11, 15]
export const adversaryShares = [0.05, 0.1, 0.2, 0.3, 0.4]
const lazyShares = [0.2, 0.4, 0.6]
const networkSizes = [15, 30, 60, 200, 1000, undefined]
/** What a cartel does to a task; the other strategy is for appeals. */
const strategies = ['lie', 'grab', 'block'] as const
export type TaskStrategy = (typeof strategies)[number]

const values = [100, 1_000, 10_000, 100_000, 1_000_000]

export type Report = ReturnType<typeof report>

/** Every figure, as plain data; the same ones for some committees only. */
export function report(committeeSizes = allCommitteeSizes) {
  const safety = committeeSizes.flatMap((committeeSize) =>
    [0, ...adversaryShares].map((cartel) => safetyOf(committeeSize, cartel)),
  )
  const copying = lazyShares.flatMap((lazy) =>
    [false, true].map((sealed) => copyingOf(lazy, sealed)),
  )
  const behaviours = strategies.map(behaviourOf)
  return {
    assumptions,
    safety,
    networks: networkSizes.map(networkOf),
    choices: values.map(choiceOf),
    behaviours,
    copying,
    money: committeeSizes.map(moneyOf),
    appealFarming: adversaryShares.map((cartel) => ({
      adversaryShare: cartel,
      comesBack: appealFarming(scenarioOf({ cartel })),
    })),
    agreement: agreementOf([...safety, ...behaviours, ...copying]),
  }
}

function scenarioOf(changes: Partial<Scenario>): Scenario {
  const { seats, outageRate, slash, rounds } = assumptions
  return {
    rounds,
    seats,
    committeeSize: 7,
    cartel: 0,
    lazy: 0,
    strategy: 'lie',
    sealed: true,
    outageRate,
    slash,
    ...changes,
  }
}

/** A cartel that grabs, for what is wrong and what stands, and one that blocks, for what is stuck. */
function safetyOf(committeeSize: number, cartel: number) {
  const scenario = scenarioOf({ committeeSize, cartel })
  const grab = simulate({ ...scenario, strategy: 'grab' })
  const block = simulate({ ...scenario, strategy: 'block' })
  return {
    committeeSize,
    quorum: quorum(committeeSize),
    adversaryShare: cartel,
    quorumProbability: decided(scenario),
    figures: {
      wrong: figure(grab.wrong, wrong(scenario)),
      stuck: figure(block.undecided, stuck(scenario)),
      rightUnderGrab: figure(grab.right, rightUnderGrab(scenario)),
      standsAfterOneAppeal: figure(
        grab.standsAfterOneAppeal,
        standing(scenario, 1),
      ),
      standsAfterAppeals: figure(
        grab.standsAfterAppeals,
        standing(scenario, APPEALS),
      ),
    },
    standsUntilDecided: standing(scenario, Number.POSITIVE_INFINITY),
  }
}

/** How the number of seats changes the risk, at k = 7 and 20 %. */
function networkOf(seats: number | undefined) {
  const scenario: Draw = {
    ...scenarioOf({ cartel: 0.2, outageRate: 0 }),
    seats,
  }
  return { seats, wrong: wrong(scenario), stuck: stuck(scenario) }
}

function choiceOf(value: number) {
  const rows = adversaryShares.map((cartel) => {
    const scenario = scenarioOf({ cartel })
    return {
      adversaryShare: cartel,
      withoutAppeal: smallestCommittee(scenario, value, 0),
      withAppeals: smallestCommittee(scenario, value, APPEALS),
    }
  })
  return { value, rows }
}

/** What a fifth of the seats gets by each behaviour, at k = 7. */
function behaviourOf(strategy: TaskStrategy) {
  const scenario = scenarioOf({ cartel: 0.2, strategy })
  const {
    cartel,
    lazy: _,
    ...outcome
  } = outcomeOf(scenario, {
    right: strategy === 'grab' ? rightUnderGrab(scenario) : decided(scenario),
    wrong: strategy === 'block' ? 0 : wrong(scenario),
  })
  const { rounds } = scenario
  return {
    strategy,
    ...outcome,
    feesEachTask: cartel.fees / rounds,
    bondsEachTask: cartel.bonds / rounds,
  }
}

/** A tenth of the seats lies and others copy, in the open or behind a seal, at k = 7. */
function copyingOf(lazyShare: number, sealed: boolean) {
  const scenario = scenarioOf({ cartel: 0.1, lazy: lazyShare, sealed })
  const expected = sealed
    ? { right: decided(scenario), wrong: wrong(scenario) }
    : unsealed(scenario)
  const { lazy, cartel: _, ...outcome } = outcomeOf(scenario, expected)
  const { draws, fees, bonds } = lazy
  return {
    lazyShare,
    sealed,
    ...outcome,
    feesEachDraw: fees / draws,
    bondsEachDraw: bonds / draws,
  }
}

type Outcome = {
  readonly cartel: Money
  readonly lazy: Money
  readonly undecided: number
  readonly figures: { readonly right: Figure; readonly wrong: Figure }
}

function outcomeOf(
  scenario: Scenario,
  expected: { readonly right: number; readonly wrong: number },
): Outcome {
  const { cartel, lazy, ...counts } = simulate(scenario)
  return {
    cartel,
    lazy,
    undecided: counts.undecided / scenario.rounds,
    figures: {
      right: figure(counts.right, expected.right),
      wrong: figure(counts.wrong, expected.wrong),
    },
  }
}

/** A count of the simulation beside the probability it samples. */
function figure(count: number, probability: number): Figure {
  return { count, rounds: assumptions.rounds, probability }
}

/** What bribing a quorum takes, and what farming slashes would bring a fifth of the seats. */
function moneyOf(committeeSize: number) {
  const { slash } = assumptions
  const scenario = scenarioOf({ committeeSize, cartel: 0.2, outageRate: 0 })
  return {
    committeeSize,
    quorum: quorum(committeeSize),
    bribery: bribery(committeeSize, slash),
    farming: farming(scenario, slash),
  }
}

/** How well the simulation agrees with the formulas, figure by figure. */
function agreementOf(
  rows: readonly { readonly figures: Readonly<Record<string, Figure>> }[],
) {
  const all = rows.flatMap(({ figures, ...row }) =>
    Object.entries(figures).map(([name, figure]) => ({
      name,
      ...row,
      ...figure,
    })),
  )
  return {
    figures: all.length,
    onceIn: ONCE_IN,
    leastLikely: Math.min(...all.map(chanceOf)),
    tooFar: all.filter(isTooFar),
  }
}
