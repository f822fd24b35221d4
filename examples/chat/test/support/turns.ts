import type { Answer, TaskUpdate } from '@aichain/sdk'
import { advanceTurn, newTurn, type Turn } from '../../src/conversation/turn.js'
import {
  address,
  digest,
  lie,
  output,
  outputCid,
  prompt,
  question,
  receiptOf,
  text,
} from './receipt.js'

export const askedAt = 1_000_000

export function asked(content = question): Turn {
  return newTurn({
    id: content,
    question: content,
    account: address('a'),
    committee: 5,
    askedAt,
  })
}

export function told(turn: Turn, ...updates: readonly TaskUpdate[]): Turn {
  return updates.reduce(advanceTurn, turn)
}

export const signing: TaskUpdate = {
  type: 'awaiting-signature',
  prompt,
  task: digest('d'),
  fee: 10n ** 15n,
  at: askedAt + 50,
}

export const sent: TaskUpdate = {
  type: 'transaction-sent',
  task: digest('d'),
  transactionHash: digest('1'),
  at: askedAt + 80,
}

export const stored: TaskUpdate = {
  type: 'prompt-stored',
  prompt,
  task: digest('d'),
  at: askedAt + 100,
}

export const posted: TaskUpdate = {
  type: 'posted',
  task: digest('d'),
  transactionHash: digest('1'),
  blockNumber: 7n,
  fee: 10n ** 15n,
  at: askedAt + 200,
}

export const drawn: TaskUpdate = {
  type: 'committee-drawn',
  members: [0, 1, 2, 3, 4].map((member) => ({
    member,
    seat: 10 + member,
    signer: address(String(member)),
    ballot: { type: 'none' },
  })),
  at: askedAt + 300,
}

/** The members `0` to `count - 1` seal. */
export function sealed(count: number): TaskUpdate[] {
  return Array.from({ length: count }, (_, member) => ({
    type: 'vote-committed',
    member,
    seat: 10 + member,
    count: member + 1,
    of: 5,
    at: askedAt + 400 + member,
  }))
}

/** The members `0` to `count - 1` of those who sealed open; the `liar` lied. */
export function opened(count: number, of = 5, liar?: number): TaskUpdate[] {
  return Array.from({ length: count }, (_, member) => ({
    type: 'vote-revealed',
    member,
    seat: 10 + member,
    output: member === liar ? lie : outputCid,
    count: member + 1,
    of,
    at: askedAt + 500 + member,
  }))
}

export const decided: TaskUpdate = {
  type: 'decided',
  output: outputCid,
  winners: [0, 1, 2, 3, 4],
  at: askedAt + 600,
}

/** In seconds since the epoch. */
export const appealableUntil = 2_000

export const answer: Answer = {
  text,
  output,
  outputCid,
  task: receiptOf().task,
  verdict: {
    state: 'decided',
    output: outputCid,
    committeeSize: 5,
    votes: 5,
    isFinal: false,
    overturned: false,
    isVoid: false,
    appealable: true,
    appealableUntil,
  },
  receipt: receiptOf(),
}

export const answered: TaskUpdate = {
  type: 'answer',
  answer,
  at: askedAt + 700,
}
