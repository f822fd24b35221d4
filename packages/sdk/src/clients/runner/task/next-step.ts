import type { Digest } from '@aichain/base'
import { taskDeadlines, taskPhase } from '../../../core/task/lifecycle.js'
import type { ProtocolParameters } from '../../../core/task/parameters.js'
import type { CommitteeMember, TaskRecord } from '../../../core/task/task.js'

/** What a runner knows about a task when it decides what to do. */
export type Situation = {
  readonly task: TaskRecord
  /** This runner's place in the committee. */
  readonly member: CommitteeMember
  /** Commitment of the vote in the journal; `undefined` when there is none. */
  readonly prepared: Digest | undefined
  /** Whether the vote is being worked out now. */
  readonly isPreparing: boolean
  /** Whether the committee is stored on-chain, out of reach of the block hash's expiry. */
  readonly isDrawn: boolean
  readonly parameters: ProtocolParameters
  /** By the chain's clock, in seconds. */
  readonly now: number
  /** Number of the newest block. */
  readonly head: bigint
}

/** What a runner does next for a task. Times in seconds, by the chain's clock. */
export type NextStep =
  /** Fetch the prompt, run the inference, write the journal. */
  | { readonly type: 'prepare' }
  /** Store the committee before the hash it follows from is out of reach. */
  | { readonly type: 'draw' }
  | { readonly type: 'commit' }
  | { readonly type: 'reveal' }
  | { readonly type: 'finalize' }
  /** The task is closed: say what came of it. */
  | { readonly type: 'report' }
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
  /** Past every deadline: nothing can be done or lost any more. */
  | { readonly type: 'forget' }

/**
 * The next step for a task, from nothing but what is on-chain, what is in the
 * journal, and the time. Steps already taken are never remembered, so a
 * restart, a lost transaction and a reorganization need no cases of their own.
 */
export function nextStep(situation: Situation): NextStep {
  const { task, parameters, now } = situation
  const phase = taskPhase(task, parameters, now)
  switch (phase) {
    case 'decided':
    case 'undecided':
      return { type: 'report' }
    case 'committing':
      return whileCommitting(situation)
    case 'revealing':
      return whileRevealing(situation)
    case 'finalizable':
      return whileFinalizable(situation)
  }
}

/** A commitment later than this could miss its block: better none than one that is not in time. */
export function commitBy(
  task: Pick<TaskRecord, 'addedAt'>,
  parameters: ProtocolParameters,
): number {
  const { commitWindow } = parameters
  const margin = Math.min(10, Math.max(1, Math.floor(commitWindow / 10)))
  return taskDeadlines(task, parameters).commit - margin
}

/**
 * From here on a prompt that was not found counts as unavailable. All honest
 * nodes give up at the same moment of the chain's time, so that they agree.
 */
export function unavailableFrom(
  task: Pick<TaskRecord, 'addedAt'>,
  parameters: ProtocolParameters,
): number {
  return task.addedAt + Math.floor(parameters.commitWindow / 2)
}

/** Block hashes are known for 256 blocks; half of that leaves time to be included. */
const drawAfterBlocks = 128n

function whileCommitting(situation: Situation): NextStep {
  const { task, member, prepared, parameters, now } = situation
  const deadlines = taskDeadlines(task, parameters)
  if (member.ballot.type !== 'none') {
    return conflict(situation) ?? { type: 'wait', until: deadlines.commit }
  }
  const lastMoment = commitBy(task, parameters)
  if (now >= lastMoment) return { type: 'miss', until: deadlines.decide }
  if (prepared !== undefined) return { type: 'commit' }
  if (mustDraw(situation)) return { type: 'draw' }
  if (situation.isPreparing) return { type: 'wait', until: lastMoment }
  return { type: 'prepare' }
}

function mustDraw({ task, isDrawn, head }: Situation): boolean {
  return !isDrawn && head - task.addedIn > drawAfterBlocks
}

function whileRevealing(situation: Situation): NextStep {
  const { task, member, parameters } = situation
  const { reveal, decide } = taskDeadlines(task, parameters)
  if (member.ballot.type === 'none') return { type: 'miss', until: decide }
  if (member.ballot.type === 'revealed') return { type: 'wait', until: reveal }
  return conflict(situation) ?? { type: 'reveal' }
}

function whileFinalizable(situation: Situation): NextStep {
  const { task, member, parameters, now } = situation
  const { reveal, decide } = taskDeadlines(task, parameters)
  if (now >= decide) return { type: 'forget' }
  // Task and ballots were read one after the other, so one may be older: what
  // looks complete is not while this vote is sealed.
  if (now < reveal && member.ballot.type === 'committed') {
    return conflict(situation) ?? { type: 'reveal' }
  }
  // Who has not revealed gains nothing from the end, and may only lose by it.
  if (member.ballot.type === 'revealed') return { type: 'finalize' }
  return { type: 'wait', until: decide }
}

function conflict({ task, member, prepared, parameters }: Situation) {
  const { ballot } = member
  if (ballot.type !== 'committed') return undefined
  if (ballot.commitment === prepared) return undefined
  const until = taskDeadlines(task, parameters).decide
  return { type: 'conflict', actual: ballot.commitment, until } as const
}
