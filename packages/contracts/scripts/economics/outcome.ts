import { quorum } from './committee.js'
import { isAppealable } from './lie.js'
import type { Rules } from './rules.js'

/** Which way a task came to its end. */
export type Lane = 'settle' | 'court' | 'convene'

/**
 * What one member did. `late…` sealed a vote, was left out by the settlement or did
 * not acknowledge the convened seal, and brought it by `addVote`.
 */
export type Deed =
  | 'absent'
  | 'truth'
  | 'lie'
  | 'other'
  | 'unavailable'
  /** Sealed a vote and never opened it. */
  | 'withheld'
  | 'lateTruth'
  | 'lateLie'
  | 'lateUnavailable'
  /** Is in the convened seal, did not acknowledge it, and brought nothing. */
  | 'unacknowledged'
  /** Committed in the court to something that is not in the settlement's seal. */
  | 'copied'

export type Case = {
  readonly lane: Lane
  readonly share: number
  /** Places of the list: an appeal takes twice the committee. */
  readonly places: number
  /** One a member, in their order. */
  readonly deeds: readonly Deed[]
}

/** Who has what in the end, in units: after `close` and `release`, without an appeal, and before any cut. */
export type Money = {
  /** The output that was decided; nothing if none was. */
  readonly output?: 'truth' | 'lie' | 'other'
  readonly unavailable: boolean
  /** Members who are paid the share, or a part of what is kept. */
  readonly paid: readonly number[]
  readonly gained: readonly number[]
  readonly lost: readonly number[]
  readonly requester: number
  readonly sink: number
  /** Of the sink's part, what waits for the appeal window. */
  readonly held: number
  /** Whoever closed the task. */
  readonly closer: number
}

const outputs = ['truth', 'lie', 'other', 'unavailable'] as const
type Output = (typeof outputs)[number]

/** What every member, the requester and the sink get. As Verdicts, Court and LateVotesPart. */
export function outcomeOf(rules: Rules, of: Case): Money {
  const found = agreed(of)
  if (found?.output === 'unavailable') return refunded(rules, of, found.members)
  return found ? decided(rules, of, found.output) : undecided(rules, of)
}

/** The output with a quorum of what was opened in time, and who gave it; in the court the first so many. */
function agreed({
  lane,
  deeds,
}: Case): { output: Output; members: number[] } | undefined {
  const needed = quorum(deeds.length)
  for (const output of outputs) {
    const members = membersWho(deeds, (deed) => deed === output)
    if (members.length < needed) continue
    return {
      output,
      members: lane === 'settle' ? members : members.slice(0, needed),
    }
  }
  return undefined
}

/** Each voter for `UNAVAILABLE` gets its part of what is kept, the rest goes to the sink. */
function refunded(
  rules: Rules,
  { share, deeds }: Case,
  voters: readonly number[],
): Money {
  const size = deeds.length
  const kept = rules.kept(size)
  const each = Math.floor(kept / size)
  return {
    unavailable: true,
    paid: voters,
    gained: deeds.map((_, member) => (voters.includes(member) ? each : 0)),
    lost: deeds.map(() => 0),
    requester: size * share - kept,
    sink: kept - each * voters.length,
    held: 0,
    closer: 0,
  }
}

function lieCostOf(rules: Rules, { share, places, deeds }: Case): number {
  return rules.lieCost(share, isAppealable({ places }, deeds.length))
}

/** Nothing sealed on-chain is refunded whole; who sealed and did not open is slashed if another opened. */
function undecided(rules: Rules, of: Case): Money {
  const { lane, share, deeds } = of
  const size = deeds.length
  const isOnChain = lane !== 'settle' && deeds.some((deed) => deed !== 'absent')
  const isOpened = deeds.some(
    (deed) => deed !== 'absent' && deed !== 'withheld',
  )
  const kept = isOnChain ? rules.kept(size) : 0
  const lost = deeds.map((deed) =>
    isOnChain && isOpened && deed === 'withheld' ? lieCostOf(rules, of) : 0,
  )
  return {
    unavailable: false,
    paid: [],
    gained: deeds.map(() => 0),
    lost,
    requester: size * share - kept,
    sink: kept + sum(lost),
    held: 0,
    closer: 0,
  }
}

function decided(
  rules: Rules,
  of: Case,
  output: 'truth' | 'lie' | 'other' | 'unavailable',
): Money {
  const { lane, share, deeds } = of
  if (output === 'unavailable') throw new Error('That decides nothing.')
  const lie = lieCostOf(rules, of)
  const soft = rules.softSlash
  const given = deeds.map(outputOf)
  const paid = membersWho(given, (vote) => vote === output)
  const wrong = given.map((vote) => {
    if (vote === undefined || vote === output) return 0
    return vote === 'unavailable' ? soft : lie
  })
  const withheld = deeds.map((deed) =>
    lane !== 'settle' && deed === 'withheld' ? lie : 0,
  )
  const absent = deeds.map((deed) =>
    lane === 'court' && deed === 'absent' ? soft : 0,
  )
  const closer = rules.bounty(sum(withheld))
  const lost = deeds.map(
    (_, member) =>
      (wrong[member] ?? 0) + (withheld[member] ?? 0) + (absent[member] ?? 0),
  )
  return {
    output,
    unavailable: false,
    paid,
    gained: deeds.map((_, member) => (paid.includes(member) ? share : 0)),
    lost,
    requester: 0,
    sink: (deeds.length - paid.length) * share + sum(lost) - closer,
    held: sum(wrong),
    closer,
  }
}

/** What a member's vote says, whenever it came. */
function outputOf(deed: Deed): Output | undefined {
  if (deed === 'lateTruth') return 'truth'
  if (deed === 'lateLie') return 'lie'
  if (deed === 'lateUnavailable') return 'unavailable'
  return outputs.find((output) => output === deed)
}

function membersWho<T>(
  all: readonly T[],
  holds: (one: T) => boolean,
): number[] {
  return all.flatMap((one, member) => (holds(one) ? [member] : []))
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
