import type { Parameters } from '../parameters/parameters.js'
import { presets } from '../parameters/presets.js'
import { quorum } from './committee.js'
import { type Case, type Deed, type Lane, outcomeOf } from './outcome.js'
import { overturnOf } from './overturn.js'
import { rulesOf } from './rules.js'

/**
 * test/vectors/money.json: who gets what, computed by this model, for a test that
 * plays each case on the contract.
 *
 * Columns, as the other vectors; amounts in units. One entry a case:
 * - `lane`: 0 a settlement, 1 the court, 2 a convened court.
 * - `size`, `quorum`, `share`, `places` (of the list, all of class 0; from twice
 *   the size on the task can be appealed).
 * - `output`: what was decided, as a code of `deeds`; 0 if the task is undecided.
 * - `unavailable`: 1 if a quorum found the input unavailable.
 * - `paid`: the bitmap of members that were paid.
 * - `requester`: credit of the requester. `held`: `heldOf` after `close`, before
 *   `release`. `sink`: `owedSink` after `release`, less what entrances had
 *   brought. `closer`: credit of whoever calls `close`.
 *
 * Fifteen entries a case, in the order of the members, 0 beyond the size:
 * - `deeds`: 0 absent (no vote, no commitment), 1 `TRUTH`, 2 `LIE`, 3 another
 *   output, 4 `UNAVAILABLE`, 5 sealed and never opened, 6 sealed `TRUTH`, left out
 *   and brought by `addVote`, 7 the same with `LIE`, 8 with `UNAVAILABLE`, 9 in the
 *   convened seal without having acknowledged it, 10 committed `TRUTH` in the court
 *   before a settlement whose seal does not have it. In lane 0 the settlement
 *   brings 1 to 4; the seal has the commitments of 1 to 8. In lanes 1 and 2
 *   members reveal in their order as long as the contract takes it, who has 5 does
 *   not; in lane 2 the seal has all but 0, and who has 1 to 5 acknowledged it.
 * - `gained`, `lost`: what the seat's balance won and lost, before any cut.
 *
 * Then the task is closed, if there is something to close, and after the window
 * released. A case whose task is undecided ends with `finalize` or with the vote
 * that found `UNAVAILABLE`; in lane 0 without a quorum nobody can settle, and
 * `finalize` refunds.
 *
 * `overturns`: for cases that decided `LIE` and can be appealed: `of` is the
 * case; the appeal has `appealSize` members and `appealShare` each and decides
 * `TRUTH`; `deposit`, `slashed`, `reward`, `sink` (of what is slashed) and fifteen
 * `repaid` each are what `conclude` moves. Every seat has at least its bond left.
 *
 * `bond`, `minimumShare`, `slashBps`, `protocolFeeBps`: one entry each, the
 * deployment's.
 */
export type MoneyVectors = {
  readonly bond: number[]
  readonly minimumShare: number[]
  readonly slashBps: number[]
  readonly protocolFeeBps: number[]
  readonly lane: number[]
  readonly size: number[]
  readonly quorum: number[]
  readonly share: number[]
  readonly places: number[]
  readonly deeds: number[]
  readonly output: number[]
  readonly unavailable: number[]
  readonly paid: number[]
  readonly gained: number[]
  readonly lost: number[]
  readonly requester: number[]
  readonly sink: number[]
  readonly held: number[]
  readonly closer: number[]
  readonly overturns: OverturnColumns
}

type OverturnColumns = {
  readonly of: number[]
  readonly appealSize: number[]
  readonly appealShare: number[]
  readonly deposit: number[]
  readonly slashed: number[]
  readonly repaid: number[]
  readonly reward: number[]
  readonly sink: number[]
}

const MEMBERS = 15
const lanes: readonly Lane[] = ['settle', 'court', 'convene']
const codes: readonly Deed[] = [
  'absent',
  'truth',
  'lie',
  'other',
  'unavailable',
  'withheld',
  'lateTruth',
  'lateLie',
  'lateUnavailable',
  'unacknowledged',
  'copied',
]

/** As test/Network.sol deploys by default. */
const parameters: Parameters = {
  ...presets.devnet.parameters,
  bond: 10_000_000_000,
  minimumShare: 1_000_000,
  slashBps: 1_000,
  protocolFeeBps: 100,
}
const rules = rulesOf(parameters)

export function moneyVectors(): MoneyVectors {
  const all = cases()
  const money = all.map((of) => outcomeOf(rules, of))
  return {
    bond: [parameters.bond],
    minimumShare: [parameters.minimumShare],
    slashBps: [parameters.slashBps],
    protocolFeeBps: [parameters.protocolFeeBps],
    lane: all.map(({ lane }) => lanes.indexOf(lane)),
    size: all.map(({ deeds }) => deeds.length),
    quorum: all.map(({ deeds }) => quorum(deeds.length)),
    share: all.map(({ share }) => share),
    places: all.map(({ places }) => places),
    deeds: all.flatMap(({ deeds }) =>
      padded(deeds.map((deed) => codes.indexOf(deed))),
    ),
    output: money.map(({ output }) => (output ? codes.indexOf(output) : 0)),
    unavailable: money.map(({ unavailable }) => Number(unavailable)),
    paid: money.map(({ paid }) =>
      paid.reduce((bits, member) => bits | (1 << member), 0),
    ),
    gained: money.flatMap(({ gained }) => padded(gained)),
    lost: money.flatMap(({ lost }) => padded(lost)),
    requester: money.map(({ requester }) => requester),
    sink: money.map(({ sink }) => sink),
    held: money.map(({ held }) => held),
    closer: money.map(({ closer }) => closer),
    overturns: overturns(all),
  }
}

function overturns(all: readonly Case[]): OverturnColumns {
  const appealed = all.flatMap((of, index) => {
    const isLie = outcomeOf(rules, of).output === 'lie'
    return isLie && of.places >= 2 * of.deeds.length ? [{ of, index }] : []
  })
  const appealShare = 64 * parameters.minimumShare
  const rows = appealed.map(({ of, index }) => {
    const size = of.deeds.length
    const asked = of.places >= 4 * size ? of.places - size : of.places
    const appealSize = Math.min(MEMBERS, asked)
    const fee = appealSize * appealShare
    return {
      index,
      appealSize,
      ...overturnOf(rules, of, parameters.bond, fee),
    }
  })
  return {
    of: rows.map(({ index }) => index),
    appealSize: rows.map((row) => row.appealSize),
    appealShare: rows.map(() => appealShare),
    deposit: rows.map(({ deposit }) => deposit),
    slashed: rows.map(({ slashed }) => slashed),
    repaid: rows.flatMap(({ repaid }) => padded(repaid)),
    reward: rows.map(({ reward }) => reward),
    sink: rows.map(({ sink }) => sink),
  }
}

/** Every lane, the sizes whose quorum differs, and everything that a member can do. */
function cases(): Case[] {
  return [3, 4, 7, 15].flatMap((size) =>
    lanes.flatMap((lane) =>
      deedsOf(size, lane).flatMap((deeds) =>
        (
          [
            [1, 24],
            [5, 30],
            [2, 2 * size - 1],
          ] as const
        ).map(([times, places]) => ({
          lane,
          share: times * parameters.minimumShare,
          places: Math.max(places, size),
          deeds,
        })),
      ),
    ),
  )
}

function deedsOf(size: number, lane: Lane): Deed[][] {
  const most = quorum(size)
  const rest = size - most
  const then = (first: Deed, ...others: Deed[]): Deed[] => [
    ...Array.from({ length: most }, () => first),
    ...Array.from(
      { length: rest },
      (_, i) => others[i % others.length] ?? first,
    ),
  ]
  return [
    then('truth', 'truth'),
    then('truth', 'lie', 'unavailable', 'absent', 'withheld', 'other'),
    then('truth', 'absent'),
    then('truth', 'withheld'),
    then('truth', 'unavailable'),
    then('lie', 'truth'),
    then('unavailable', 'truth', 'absent'),
    then('unavailable', 'unavailable'),
    ...lateVotes(lane, then),
    ...nothingDecided(size, lane),
  ]
}

function lateVotes(
  lane: Lane,
  then: (first: Deed, ...others: Deed[]) => Deed[],
): Deed[][] {
  if (lane === 'court') return [then('truth', 'withheld', 'lie')]
  const silent = lane === 'settle' ? 'copied' : 'unacknowledged'
  return [
    then('truth', 'lateTruth', 'lateLie', 'lateUnavailable', 'withheld'),
    then('truth', 'lateUnavailable', 'lateLie'),
    then('lie', 'lateTruth'),
    then('truth', silent),
    then('lie', silent, 'lateTruth'),
  ]
}

/** One vote short of a quorum. A convened court has a quorum of acknowledgements. */
function nothingDecided(size: number, lane: Lane): Deed[][] {
  const short = quorum(size) - 1
  const fill = (others: Deed): Deed[] =>
    Array.from({ length: size }, (_, member) =>
      member < short ? 'truth' : others,
    )
  const none = Array.from({ length: size }, (): Deed => 'absent')
  const sealed = Array.from({ length: size }, (): Deed => 'withheld')
  if (lane === 'settle') return [none]
  const always = [fill('lie'), fill('withheld'), sealed]
  return lane === 'court' ? [...always, fill('absent'), none] : always
}

function padded(values: readonly number[]): number[] {
  return [...values, ...new Array<number>(MEMBERS - values.length).fill(0)]
}
