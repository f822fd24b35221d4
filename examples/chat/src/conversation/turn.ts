import type { Answer, Output, RefundReason, TaskUpdate } from '@aichain/sdk'
import { AnswerFailedError } from '@aichain/sdk'
import type { Address, Cid, Hex, TaskId } from '@aichain/sdk/core'
import { type Failure, failureOf } from './failure.js'
import { type Standing, standingAfter, standingOf } from './standing.js'

/** What is known of one member's vote. */
export type MemberState = {
  readonly member: number
  readonly seat: number
  readonly signer: Address
  readonly vote:
    | { readonly type: 'waiting' }
    | { readonly type: 'sealed' }
    | { readonly type: 'opened'; readonly output: Cid | 'unavailable' }
    /** Its seat could not pay for a lie. */
    | { readonly type: 'uncounted' }
}

/** The five steps of a task, in order. */
export const stages = [
  'posted',
  'committee',
  'sealed',
  'opened',
  'agreed',
] as const
export type Stage = (typeof stages)[number]

/** What the nodes agreed on: an answer, or that there is none. */
export type Agreement = Omit<Answer, 'output' | 'verdict'> & {
  readonly output: Output
}

/** How a turn ended, or that it has not. */
export type Outcome =
  | { readonly type: 'running' }
  | {
      readonly type: 'answered'
      readonly answer: Agreement
      readonly standing: Standing
    }
  | {
      readonly type: 'refunded'
      readonly amount: bigint
      /** What does not come back. */
      readonly kept: bigint
      readonly reason: RefundReason
      readonly withdrawal?: Hex
    }
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'stopped' }

/** One question and all that the chain has told about it. */
export type Turn = {
  readonly id: string
  readonly question: string
  readonly account: Address
  readonly committee: number
  /** Milliseconds since the epoch. */
  readonly askedAt: number
  readonly prompt?: Cid
  /** Known before the transaction is sent, so that a reload finds the task. */
  readonly task?: TaskId
  /** Whether the prompt is known to be on IPFS. */
  readonly isStored?: true
  /** The transaction, once the wallet has sent it. */
  readonly transaction?: Hex
  /** The block that holds it. */
  readonly blockNumber?: bigint
  readonly fee?: bigint
  readonly votes: readonly MemberState[]
  /** When each stage was first seen to be complete. */
  readonly times: Readonly<Partial<Record<Stage, number>>>
  readonly outcome: Outcome
}

/** A turn that has just been asked. */
export function newTurn(
  parameters: Pick<
    Turn,
    'id' | 'question' | 'account' | 'committee' | 'askedAt'
  >,
): Turn {
  return { ...parameters, votes: [], times: {}, outcome: { type: 'running' } }
}

/**
 * The turn after `update`. Telling the same update twice changes nothing, so
 * that a task followed again after a reload ends in the same picture.
 */
export function advanceTurn(turn: Turn, update: TaskUpdate): Turn {
  switch (update.type) {
    case 'awaiting-signature':
    case 'transaction-sent':
    case 'prompt-stored':
    case 'posted':
      return advancePosting(turn, update)
    case 'reorganized':
      return { ...turn, times: {}, votes: [] }
    case 'reconnecting':
    case 'reconnected':
      return turn
    case 'committee-drawn':
    case 'vote-committed':
    case 'vote-revealed':
    case 'vote-uncounted':
    case 'convened':
    case 'decided':
      return advanceVotes(turn, update)
    case 'appealed':
    case 'final':
      return advanceStanding(turn, update)
    case 'answer':
    case 'refund':
    case 'error':
      return endTurn(turn, update)
  }
}

/** The turn followed again. */
export function restartTurn(turn: Turn): Turn {
  return { ...turn, outcome: { type: 'running' } }
}

/** The turn once its refund is out of the contract. */
export function markWithdrawn(turn: Turn, withdrawal: Hex): Turn {
  const { outcome } = turn
  return outcome.type === 'refunded' && outcome.withdrawal === undefined
    ? { ...turn, outcome: { ...outcome, withdrawal } }
    : turn
}

/** The turn after `error` ended it; an abort is a stop, not a failure. */
export function failTurn(turn: Turn, error: unknown): Turn {
  const outcome: Outcome =
    error instanceof DOMException && error.name === 'AbortError'
      ? { type: 'stopped' }
      : { type: 'failed', failure: failureOf(error) }
  return { ...turn, outcome }
}

/** How many votes are at least sealed, and how many are opened. */
export function countVotes({ votes }: Turn): {
  readonly sealed: number
  readonly opened: number
} {
  const sealed = votes.filter(({ vote }) => vote.type !== 'waiting').length
  const opened = votes.filter(({ vote }) => rank(vote) === 2).length
  return { sealed, opened }
}

type PostingUpdate = Extract<
  TaskUpdate,
  {
    type: 'awaiting-signature' | 'transaction-sent' | 'prompt-stored' | 'posted'
  }
>

function advancePosting(turn: Turn, update: PostingUpdate): Turn {
  const { task } = update
  switch (update.type) {
    case 'awaiting-signature': {
      const { prompt, fee } = update
      return { ...turn, task, prompt, fee }
    }
    case 'transaction-sent':
      return { ...turn, task, transaction: update.transactionHash }
    case 'prompt-stored':
      return { ...turn, task, isStored: true }
    case 'posted': {
      const { transactionHash: transaction, blockNumber, fee, at } = update
      const posted = { ...turn, task, transaction, blockNumber, fee }
      return reach(posted, 'posted', at)
    }
  }
}

type VoteUpdate = Extract<
  TaskUpdate,
  {
    type:
      | 'committee-drawn'
      | 'vote-committed'
      | 'vote-revealed'
      | 'vote-uncounted'
      | 'convened'
      | 'decided'
  }
>

function advanceVotes(turn: Turn, update: VoteUpdate): Turn {
  const { at } = update
  switch (update.type) {
    case 'committee-drawn': {
      const votes = update.members.map(
        ({ member, seat, signer }): MemberState =>
          turn.votes.find((held) => held.seat === seat) ?? {
            member,
            seat,
            signer,
            vote: { type: 'waiting' },
          },
      )
      return reach({ ...turn, votes }, 'committee', at)
    }
    case 'vote-committed': {
      const cast = castVote(turn, update.member, { type: 'sealed' })
      return update.count === update.of ? reach(cast, 'sealed', at) : cast
    }
    case 'vote-revealed': {
      const { member, output, count, of } = update
      const cast = castVote(turn, member, { type: 'opened', output })
      return count === of ? reach(cast, 'opened', at) : cast
    }
    case 'vote-uncounted':
      return castVote(turn, update.member, { type: 'uncounted' })
    // Who voted is settled: what these have sealed is all that can be opened.
    case 'convened':
      return reach(turn, 'sealed', at)
    case 'decided':
      return reach(turn, 'agreed', at)
  }
}

/** What becomes of an answer after it was given. */
function advanceStanding(
  turn: Turn,
  update: Extract<TaskUpdate, { type: 'appealed' | 'final' }>,
): Turn {
  if (turn.outcome.type !== 'answered') return turn
  const standing: Standing =
    update.type === 'final'
      ? { type: 'final' }
      : { type: 'appealed', appeal: update.appeal, attempt: update.attempt }
  return { ...turn, outcome: { ...turn.outcome, standing } }
}

function endTurn(
  turn: Turn,
  update: Extract<TaskUpdate, { type: 'answer' | 'refund' | 'error' }>,
): Turn {
  switch (update.type) {
    case 'answer': {
      const { verdict, ...answer } = update.answer
      return answerTurn(turn, answer, standingOf(verdict))
    }
    case 'refund': {
      const { amount, kept, reason } = update
      return { ...turn, outcome: { type: 'refunded', amount, kept, reason } }
    }
    case 'error':
      return endByError(turn, update.error)
  }
}

/**
 * What the nodes agreed on has a proof, also where it is that there is no answer.
 * An answer that was given stays to be seen, whatever comes after it.
 */
function endByError(turn: Turn, error: unknown): Turn {
  if (error instanceof AnswerFailedError) {
    const { task, output, outputCid, receipt } = error
    const answer = { text: '', output, outputCid, task, receipt }
    return answerTurn(turn, answer, { type: 'unknown' })
  }
  const { outcome } = turn
  if (outcome.type !== 'answered') return failTurn(turn, error)
  const standing = standingAfter(error)
  return standing ? { ...turn, outcome: { ...outcome, standing } } : turn
}

/** Told again, an answer that stands in doubt or for good goes on standing so. */
function answerTurn(turn: Turn, answer: Agreement, standing: Standing): Turn {
  const { outcome } = turn
  const isKnown =
    outcome.type === 'answered' &&
    outcome.answer.outputCid === answer.outputCid &&
    outcome.standing.type !== 'unknown'
  const held = isKnown ? outcome.standing : standing
  return { ...turn, outcome: { type: 'answered', answer, standing: held } }
}

function castVote(turn: Turn, member: number, vote: MemberState['vote']): Turn {
  const votes = turn.votes.map((held) =>
    held.member === member && rank(vote) > rank(held.vote)
      ? { ...held, vote }
      : held,
  )
  return { ...turn, votes }
}

function rank({ type }: MemberState['vote']): number {
  return { waiting: 0, sealed: 1, opened: 2, uncounted: 2 }[type]
}

function reach(turn: Turn, stage: Stage, at: number): Turn {
  if (turn.times[stage] !== undefined) return turn
  return { ...turn, times: { ...turn.times, [stage]: at } }
}
