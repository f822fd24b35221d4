import type { AnswerOutput } from '@aichain/sdk'
import {
  type Address,
  cidOf,
  digestFromCid,
  encodeOutput,
  encodePrompt,
  type Hex,
  hardSlash,
  type Receipt,
  type ReceiptMember,
  splitReward,
  taskId,
} from '@aichain/sdk/core'

/** The same digit over and over: a digest that a person can tell from others. */
export function digest(digit: string): Hex {
  return `0x${digit.repeat(64)}`
}

export function address(digit: string): Address {
  return `0x${digit.repeat(40)}`
}

export const question = 'What is the capital of France?'
export const text = 'The capital of France is Paris.'

export const promptBytes = encodePrompt({
  type: 'aichain/prompt/1',
  messages: [{ role: 'user', content: question }],
})
export const model = cidOf(new TextEncoder().encode('a manifest'))
export const prompt = cidOf(promptBytes)

export const output: AnswerOutput = {
  type: 'aichain/output/1',
  model,
  prompt,
  finishReason: 'stop',
  text,
  tokens: [1, 2],
}
export const outputBytes = encodeOutput(output)
export const outputCid = cidOf(outputBytes)
export const lie = cidOf(new TextEncoder().encode('a lie'))

const ether = 10n ** 18n
const terms = { bond: ether, slashBps: 1_000, protocolFeeBps: 100 }
const fee = ether / 1_000n

/** A receipt that `verifyReceipt` accepts; the member `liar`, if any, lied. */
export function receiptOf(liar?: number): Receipt {
  const request = {
    chainId: 31_337,
    consensus: address('c'),
    requester: address('a'),
    nonce: 0n,
    committeeSize: 5,
  }
  const task = taskId({
    ...request,
    model: digestFromCid(model),
    prompt: digestFromCid(prompt),
  })
  return {
    ...request,
    type: 'aichain/receipt/1',
    nonce: '0',
    model,
    prompt,
    fee: `${fee}`,
    task,
    block: { number: '7', hash: digest('b') },
    terms: { ...terms, bond: `${terms.bond}` },
    members: [0, 1, 2, 3, 4].map((member) => memberOf(member, liar)),
    output: outputCid,
    transactions: [
      { type: 'task-added', hash: digest('1') },
      { type: 'committee-drawn', hash: digest('2') },
      { type: 'vote-committed', member: 0, hash: digest('2') },
      { type: 'vote-revealed', member: 0, hash: digest('3') },
      { type: 'task-decided', hash: digest('4') },
    ],
  }
}

function memberOf(member: number, liar: number | undefined): ReceiptMember {
  const isLiar = member === liar
  const winners = [0, 1, 2, 3, 4]
    .filter((each) => each !== liar)
    .reduce((bitmap, each) => bitmap | (1 << each), 0)
  const { share } = splitReward({ fee, winners })
  return {
    member,
    seat: 10 + member,
    signer: address(String(member)),
    vote: isLiar ? 'wrong' : 'agreed',
    output: isLiar ? lie : outputCid,
    earned: isLiar ? '0' : `${share}`,
    slashed: isLiar ? `${hardSlash({ balance: ether, ...terms })}` : '0',
  }
}
