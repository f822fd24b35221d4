import type { Digest } from '@aichain/base'
import { phasesOf, roundOf, taskPhase } from '../../../core/task/lifecycle.js'
import type { ProtocolParameters } from '../../../core/task/parameters.js'
import type { CommitteeMember, TaskRecord } from '../../../core/task/task.js'
import type { AppealStand } from '../appeal/appeal-stand.js'

/** What a runner knows about a task when it decides what to do. */
export type Situation = {
  readonly task: TaskRecord
  /** This runner's place in the committee; `undefined` while nobody knows the committee. */
  readonly member: CommitteeMember | undefined
  /** Commitment of the vote in the journal; `undefined` when there is none. */
  readonly prepared: Digest | undefined
  /** Whether the vote is being worked out now. */
  readonly isPreparing: boolean
  /** Whether the committee is stored on-chain, out of reach of the block hash's expiry. */
  readonly isDrawn: boolean
  /** Whether this runner has a source of the beacon's rounds. */
  readonly canPost: boolean
  /** Whether the operator was told what came of the task. */
  readonly isReported: boolean
  readonly appeal: AppealStand
  readonly parameters: ProtocolParameters
  /** By the chain's clock, in seconds. */
  readonly now: number
  /** Number of the newest block. */
  readonly head: bigint
}

/** What a runner does next for a task. Times in seconds, by the chain's clock. */
export type NextStep =
  /** Bring the round of the beacon that the task waits for. */
  | { readonly type: 'post-round'; readonly round: number }
  /** Fetch the prompt, run the inference, write the journal. */
  | { readonly type: 'prepare' }
  /** Store the committee before the hash it follows from is out of reach. */
  | { readonly type: 'draw' }
  | { readonly type: 'commit' }
  | { readonly type: 'reveal' }
  | { readonly type: 'finalize' }
  /** This runner's part in the task is over: say what came of it. */
  | { readonly type: 'report' }
  /** Question the decision. */
  | { readonly type: 'appeal' }
  /** Draw the consequences of this runner's appeal. */
  | { readonly type: 'conclude' }
  /** End the account of a task in which votes were withheld. */
  | { readonly type: 'close' }
  /** Nothing until then, unless the chain tells something new. */
  | { readonly type: 'wait'; readonly until: number }
  /** This runner will not vote: too little time is left to do it safely. */
  | { readonly type: 'miss'; readonly until: number }
  /** Somebody else voted with this seat. */
  | {
      readonly type: 'conflict'
      readonly actual: Digest
      readonly until: number
    }
  /** Nothing can be done, gained or lost any more. */
  | { readonly type: 'forget' }

/**
 * The next step for a task, from nothing but what is on-chain, what is in the
 * journal, and the time. Steps already taken are never remembered, so a
 * restart, a lost transaction and a reorganization need no cases of their own.
 */
export function nextStep(situation: Situation): NextStep {
  const { task, member, parameters, now } = situation
  if (member === undefined) return beforeTheDraw(situation)
  const its = { ...situation, member }
  switch (taskPhase(task, parameters, now)) {
    case 'undecided':
      return { type: situation.isReported ? 'forget' : 'report' }
    case 'decided':
      return afterTheDecision(its)
    case 'waiting':
      return { type: 'wait', until: phasesOf(task, parameters).startsAt }
    case 'committing':
      return whileCommitting(its)
    case 'revealing':
      return whileRevealing(its)
    case 'finalizable':
      return whileFinalizable(its)
  }
}

/** A situation in which the committee is known, and this runner in it. */
type Drawn = Situation & { readonly member: CommitteeMember }

/** A commitment later than this could miss its block: better none than one that is not in time. */
export function commitBy(
  task: Pick<TaskRecord, 'addedAt' | 'seed'>,
  parameters: ProtocolParameters,
): number {
  const { commitWindow } = parameters
  const margin = Math.min(10, Math.max(1, Math.floor(commitWindow / 10)))
  return phasesOf(task, parameters).commitEnd - margin
}

/**
 * From here on a prompt that was not found counts as unavailable. All honest
 * nodes give up at the same moment of the chain's time, so that they agree.
 */
export function unavailableFrom(
  task: Pick<TaskRecord, 'addedAt' | 'seed'>,
  parameters: ProtocolParameters,
): number {
  const { startsAt } = phasesOf(task, parameters)
  return startsAt + Math.floor(parameters.commitWindow / 2)
}

/** Block hashes are known for 256 blocks; half of that leaves time to be included. */
const drawAfterBlocks = 128n

/** Seconds after a task's death by which others have had the time to close it. */
const closingTime = 60
/** Seconds after a task's death in which this runner closes it. */
const bountyTime = 600

function beforeTheDraw(situation: Situation): NextStep {
  const { task, canPost, parameters, now } = situation
  const { startsAt } = phasesOf(task, parameters)
  if (task.state !== 'open') return { type: 'forget' }
  if (now < startsAt) return { type: 'wait', until: startsAt }
  const lastMoment = commitBy(task, parameters)
  if (now >= lastMoment) return { type: 'forget' }
  const round = roundOf(task, parameters)
  return round !== undefined && canPost
    ? { type: 'post-round', round }
    : { type: 'wait', until: lastMoment }
}

function whileCommitting(situation: Drawn): NextStep {
  const { task, member, prepared, parameters, now } = situation
  const { commitEnd, deadAt } = phasesOf(task, parameters)
  if (member.ballot.type !== 'none') {
    return conflict(situation) ?? { type: 'wait', until: commitEnd }
  }
  const lastMoment = commitBy(task, parameters)
  if (now >= lastMoment) return { type: 'miss', until: deadAt }
  if (prepared !== undefined) return { type: 'commit' }
  if (mustDraw(situation)) return { type: 'draw' }
  if (situation.isPreparing) return { type: 'wait', until: lastMoment }
  return { type: 'prepare' }
}

function mustDraw({ task, isDrawn, head }: Situation): boolean {
  if (isDrawn || task.addedIn === undefined) return false
  return head - task.addedIn > drawAfterBlocks
}

function whileRevealing(situation: Drawn): NextStep {
  const { task, member, parameters } = situation
  const { revealEnd, deadAt } = phasesOf(task, parameters)
  if (member.ballot.type === 'none') return { type: 'miss', until: deadAt }
  if (isKnown(member)) return { type: 'wait', until: revealEnd }
  return conflict(situation) ?? { type: 'reveal' }
}

function whileFinalizable(situation: Drawn): NextStep {
  const { task, member, parameters, now } = situation
  const { revealEnd, deadAt } = phasesOf(task, parameters)
  if (now >= deadAt) return { type: 'forget' }
  // Task and ballots were read one after the other, so one may be older: what
  // looks complete is not while this vote is sealed.
  if (now < revealEnd && member.ballot.type === 'committed') {
    return conflict(situation) ?? { type: 'reveal' }
  }
  // Who has not revealed gains nothing from the end, and may only lose by it.
  if (isKnown(member)) return { type: 'finalize' }
  return { type: 'wait', until: deadAt }
}

/** A quorum decides at once; what was sealed by then is still opened, and paid or slashed. */
function afterTheDecision(situation: Drawn): NextStep {
  const { task, member, parameters, now, isReported, appeal } = situation
  const { commitEnd, revealEnd, deadAt } = phasesOf(task, parameters)
  if (member.ballot.type === 'committed' && now < revealEnd) {
    const isOpen = commitsAreOver(task) || now >= commitEnd
    const step = { type: 'reveal' } as const
    const early = { type: 'wait', until: commitEnd } as const
    return conflict(situation) ?? (isOpen ? step : early)
  }
  const closedBy = deadAt + closingTime
  const isSettled = isPartOver(situation) || now >= closedBy
  if (isSettled && !isReported) return { type: 'report' }
  if (appeal.type === 'wanted') return { type: 'appeal' }
  if (appeal.type === 'ended') return { type: 'conclude' }
  if (isKnown(member) && hasWithheld(task) && now < deadAt + bountyTime) {
    return now < deadAt ? { type: 'wait', until: deadAt } : { type: 'close' }
  }
  if (!isReported) {
    return { type: 'wait', until: now < deadAt ? deadAt : closedBy }
  }
  if (appeal.type === 'pending') return { type: 'wait', until: appeal.until }
  return { type: 'forget' }
}

/** Whether nothing more comes of the task for this seat: its vote is known, or cost and brings nothing. */
function isPartOver({ task, member }: Drawn): boolean {
  const { committed, convened, closed } = task
  if (closed || isKnown(member)) return true
  // Only the court, if it has decided, makes absence cost something.
  return member.ballot.type === 'none' && (committed === 0 || convened)
}

function hasWithheld({ committed, revealed, closed }: TaskRecord): boolean {
  return !closed && (committed & ~revealed) !== 0
}

function commitsAreOver(task: TaskRecord): boolean {
  const everybody = (1 << task.committeeSize) - 1
  return task.convened || task.committed === everybody
}

function isKnown({ ballot }: CommitteeMember): boolean {
  return ballot.type === 'revealed' || ballot.type === 'uncounted'
}

/** A commitment on-chain that the journal cannot open. */
function conflict({ task, member, prepared, parameters, now }: Drawn) {
  const { ballot } = member
  if (ballot.type !== 'committed') return undefined
  if (ballot.commitment === prepared) return undefined
  const { revealEnd, deadAt } = phasesOf(task, parameters)
  const until = now < revealEnd ? revealEnd : deadAt
  return { type: 'conflict', actual: ballot.commitment, until } as const
}
