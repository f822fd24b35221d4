import type { Answer, TaskUpdate } from '@aichain/sdk'
import {
  type Cid,
  cidOf,
  type Hex,
  type Receipt,
  type ReceiptMember,
} from '@aichain/sdk/core'
import {
  advanceTurn,
  failTurn,
  newTurn,
  type Turn,
} from '../../src/conversation/turn.js'

const text = (value: string) => new TextEncoder().encode(value)
const hex = (seed: string, length: number): Hex =>
  `0x${Array.from({ length }, (_, index) => ((seed.charCodeAt(index % seed.length) * (index + 7)) % 256).toString(16).padStart(2, '0')).join('')}`

export const model = cidOf(text('model'))
const prompt = cidOf(text('prompt'))
const agreed = cidOf(text('The capital of France is Paris.'))
const lie = cidOf(text('The capital of France is Rome.'))
const seats = [3, 0, 4, 1, 2]

const fee = 5_000_000_000_000_000n

export function asked(question: string, ago = 2300): Turn {
  return newTurn({
    id: question.replaceAll(/\W/g, ''),
    question,
    account: hex('account', 20),
    committee: 5,
    askedAt: Date.now() - ago,
  })
}

export function after(turn: Turn, ...updates: readonly TaskUpdate[]): Turn {
  return updates.reduce(advanceTurn, turn)
}

export function updates(parameters: {
  readonly sealed: number
  readonly opened: number
  readonly liar?: boolean
}): TaskUpdate[] {
  const at = Date.now()
  const members = seats.map((seat, member) => ({
    member,
    seat,
    signer: hex(`signer${seat}`, 20),
    ballot: { type: 'none' as const },
  }))
  const told: TaskUpdate[] = [
    { type: 'prompt-stored', prompt, at },
    {
      type: 'posted',
      task: hex('task', 32),
      transaction: hex('posted', 32),
      blockNumber: 41n,
      fee,
      at,
    },
    { type: 'committee-drawn', members, at },
  ]
  for (const { member, seat, signer, ballot } of members.slice(
    0,
    parameters.sealed,
  )) {
    told.push({
      type: 'vote-committed',
      member: { member, seat, signer, ballot },
      seat,
      count: member + 1,
      of: 5,
      at,
    } as never)
  }
  for (const { member, seat } of members.slice(0, parameters.opened)) {
    const output = parameters.liar && member === 3 ? lie : agreed
    told.push({
      type: 'vote-revealed',
      member,
      seat,
      output,
      count: member + 1,
      of: 5,
      at,
    } as never)
  }
  return told
}

export function answer(parameters: {
  readonly text: string
  readonly liar?: boolean
}): Answer {
  const output: Cid = agreed
  const members = seats.map((seat, member): ReceiptMember => {
    const isLiar = parameters.liar === true && member === 3
    return {
      member,
      seat,
      signer: hex(`signer${seat}`, 20),
      vote: isLiar ? 'wrong' : 'agreed',
      output: isLiar ? lie : output,
      earned: isLiar
        ? '0'
        : parameters.liar
          ? '1237500000000000'
          : '990000000000000',
      slashed: isLiar ? '100000000000000000' : '0',
    }
  })
  const receipt: Receipt = {
    type: 'aichain/receipt/1',
    chainId: 31337,
    consensus: hex('consensus', 20),
    requester: hex('account', 20),
    nonce: '0',
    model,
    prompt,
    committeeSize: 5,
    fee: String(fee),
    task: hex('task', 32),
    block: { number: '41', hash: hex('block', 32) },
    terms: { bond: '1000000000000000000', slashBps: 1000, protocolFeeBps: 100 },
    members,
    output,
    transactions: [
      { type: 'task-added', hash: hex('posted', 32) },
      { type: 'committee-drawn', hash: hex('commit0', 32) },
      ...seats.map((_, member) => ({
        type: 'vote-committed' as const,
        member,
        hash: hex(`commit${member}`, 32),
      })),
      ...seats.map((_, member) => ({
        type: 'vote-revealed' as const,
        member,
        hash: hex(`reveal${member}`, 32),
      })),
      { type: 'task-decided', hash: hex('reveal4', 32) },
    ],
  }
  return {
    text: parameters.text,
    output: {
      type: 'aichain/output/1',
      model,
      prompt,
      finishReason: 'stop',
      text: parameters.text,
      tokens: [],
    },
    outputCid: output,
    task: receipt.task,
    receipt,
  }
}

export const fixtures = { fee, failTurn }
