import type { Answer, TaskUpdate } from '@aichain/sdk'
import type { Address, Cid, Hex, TaskId } from '@aichain/sdk/core'
import { type Failure, failureOf } from './failure.js'

/** What is known of one member's vote. */
export type MemberVote = {
  readonly member: number
  readonly seat: number
  readonly signer: Address
  readonly vote:
    | { readonly type: 'waiting' }
    | { readonly type: 'sealed' }
    | { readonly type: 'opened'; readonly output: Cid | 'unavailable' }
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

/** How a turn ended, or that it has not. */
export type Outcome =
  | { readonly type: 'running' }
  | { readonly type: 'answered'; readonly answer: Answer }
  | {
      readonly type: 'refunded'
      readonly amount: bigint
      readonly reason: 'below-quorum' | 'unavailable' | 'not-drawn'
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
  /** Head of the chain when asked: a task whose id was never learnt is later. */
  readonly fromBlock?: bigint
  readonly prompt?: Cid
  readonly task?: TaskId
  readonly transaction?: Hex
  readonly blockNumber?: bigint
  readonly fee?: bigint
  readonly votes: readonly MemberVote[]
  /** When each stage was first seen to be complete. */
  readonly times: Readonly<Partial<Record<Stage, number>>>
  readonly outcome: Outcome
}

/** A turn that has just been asked. */
export function newTurn(
  parameters: Pick<Turn, 'id' | 'question' | 'account' | 'committee'> & {
    readonly askedAt: number
  },
): Turn {
  return { ...parameters, votes: [], times: {}, outcome: { type: 'running' } }
}

/**
 * The turn after `update`. Telling the same update twice changes nothing, so
 * that a task followed again after a reload ends in the same picture.
 */
export function advanceTurn(turn: Turn, update: TaskUpdate): Turn {
  switch (update.type) {
    case 'prompt-stored':
      return { ...turn, prompt: update.prompt }
    case 'posted':
      return reach(
        {
          ...turn,
          task: update.task,
          transaction: update.transaction,
          blockNumber: update.blockNumber,
          fee: update.fee,
        },
        'posted',
        update.at,
      )
    case 'committee-drawn':
      return reach(
        { ...turn, votes: update.members.map(voteOf) },
        'committee',
        update.at,
      )
    case 'vote-committed':
      return reachWhenAll(
        castVote(turn, update.member, { type: 'sealed' }),
        'sealed',
        update.at,
      )
    case 'vote-revealed':
      return reachWhenAll(
        castVote(turn, update.member, {
          type: 'opened',
          output: update.output,
        }),
        'opened',
        update.at,
      )
    case 'decided':
      return reach(turn, 'agreed', update.at)
    case 'reorganized':
      return { ...turn, times: {}, votes: turn.votes.map(unseal) }
    case 'answer':
      return { ...turn, outcome: { type: 'answered', answer: update.answer } }
    case 'refund':
      return {
        ...turn,
        outcome: {
          type: 'refunded',
          amount: update.amount,
          reason: update.reason,
        },
      }
    case 'error':
      return failTurn(turn, update.error)
  }
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
export function countVotes(turn: Turn): { sealed: number; opened: number } {
  const opened = turn.votes.filter(({ vote }) => vote.type === 'opened').length
  const waiting = turn.votes.filter(
    ({ vote }) => vote.type === 'waiting',
  ).length
  return { sealed: turn.votes.length - waiting, opened }
}

function castVote(turn: Turn, member: number, vote: MemberVote['vote']): Turn {
  const votes = turn.votes.map((held) =>
    held.member === member && rank(vote) > rank(held.vote)
      ? { ...held, vote }
      : held,
  )
  return { ...turn, votes }
}

function rank(vote: MemberVote['vote']): number {
  return ['waiting', 'sealed', 'opened'].indexOf(vote.type)
}

function unseal(held: MemberVote): MemberVote {
  return { ...held, vote: { type: 'waiting' } }
}

function reach(turn: Turn, stage: Stage, at: number): Turn {
  if (turn.times[stage] !== undefined) return turn
  return { ...turn, times: { ...turn.times, [stage]: at } }
}

function reachWhenAll(
  turn: Turn,
  stage: 'sealed' | 'opened',
  at: number,
): Turn {
  return countVotes(turn)[stage] === turn.committee
    ? reach(turn, stage, at)
    : turn
}

type DrawnMember = Extract<
  TaskUpdate,
  { type: 'committee-drawn' }
>['members'][number]

function voteOf({ member, seat, signer, ballot }: DrawnMember): MemberVote {
  return { member, seat, signer, vote: ballotVote(ballot) }
}

function ballotVote(ballot: DrawnMember['ballot']): MemberVote['vote'] {
  // A revealed ballot holds a digest; the vote-revealed update that follows
  // names it as a CID.
  return { type: ballot.type === 'none' ? 'waiting' : 'sealed' }
}
