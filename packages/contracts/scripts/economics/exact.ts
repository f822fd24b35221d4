import { quorum } from './committee.js'

/**
 * What a committee can be made of, how likely each make-up is, and what follows
 * from it. Additions, multiplications and divisions only, so that the figures are
 * the same on every machine.
 */

export type Draw = {
  /** Undefined: without end. */
  readonly seats?: number | undefined
  readonly committeeSize: number
  /** Share of the seats, as are the next two. */
  readonly cartel: number
  readonly lazy?: number
  readonly outageRate?: number
}

/** What a committee is made of: `honest` are those who are there. */
export type MakeUp = {
  readonly cartel: number
  readonly lazy: number
  readonly honest: number
  readonly probability: number
}

/**
 * Every make-up of a committee with its probability, seat by seat: the next seat
 * is one of those not drawn yet. With `seats` undefined there is no end of seats
 * and each draw is like the first: the binomial distribution.
 */
export function makeUps({
  seats,
  committeeSize,
  cartel,
  lazy = 0,
  outageRate = 0,
}: Draw): MakeUp[] {
  let all = new Map([['0,0,0', 1]])
  for (let drawn = 0; drawn < committeeSize; drawn++) {
    const next = new Map<string, number>()
    for (const [key, probability] of all)
      for (const [change, chance] of chances(key, drawn))
        next.set(change, (next.get(change) ?? 0) + probability * chance)
    all = next
  }
  return [...all].map(([key, probability]) => {
    const [members, idle, present] = countsOf(key)
    return { cartel: members, lazy: idle, honest: present, probability }
  })

  /** Whom the next draw finds; `missing` are the honest members that are out. */
  function chances(key: string, drawn: number): [string, number][] {
    const [members, idle, present] = countsOf(key)
    const missing = drawn - members - idle - present
    const isCartel = chance(cartel, members, drawn)
    const isLazy = chance(lazy, idle, drawn)
    const isHonest = chance(1 - cartel - lazy, present + missing, drawn)
    const all: [string, number][] = [
      [`${members + 1},${idle},${present}`, isCartel],
      [`${members},${idle + 1},${present}`, isLazy],
      [`${members},${idle},${present + 1}`, isHonest * (1 - outageRate)],
      [`${members},${idle},${present}`, isHonest * outageRate],
    ]
    return all.filter(([, probability]) => probability > 0)
  }

  function chance(share: number, taken: number, drawn: number): number {
    if (seats === undefined) return share
    return Math.max(0, Math.round(share * seats) - taken) / (seats - drawn)
  }
}

function countsOf(key: string): [number, number, number] {
  const [members = 0, idle = 0, present = 0] = key.split(',').map(Number)
  return [members, idle, present]
}

/** How likely the make-ups are for which something holds, or holds to a degree. */
function sumOver(
  scenario: Draw,
  degree: (makeUp: MakeUp) => number | boolean,
): number {
  return makeUps(scenario).reduce(
    (sum, makeUp) => sum + makeUp.probability * Number(degree(makeUp)),
    0,
  )
}

/** That a cartel holds a quorum. */
export function wrong(scenario: Draw): number {
  const needed = quorum(scenario.committeeSize)
  return sumOver(scenario, ({ cartel }) => cartel >= needed)
}

/** That the honest members who are there are a quorum by themselves. */
export function decided(scenario: Draw): number {
  const needed = quorum(scenario.committeeSize)
  return sumOver(scenario, ({ honest }) => honest >= needed)
}

/** That a cartel which never votes, and outages, leave no quorum. */
export function stuck(scenario: Draw): number {
  const needed = quorum(scenario.committeeSize)
  return sumOver(scenario, ({ honest }) => honest < needed)
}
