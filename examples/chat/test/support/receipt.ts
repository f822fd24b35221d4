import type { AnswerOutput } from '@aichain/sdk'
import {
  type Address,
  cidOf,
  encodeOutput,
  encodePrompt,
  type Hex,
  lieCost,
  orderWords,
  packCommittee,
  type Receipt,
  type ReceiptMember,
  type ReceiptOrder,
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

const share = 200_000_000_000_000n
const minimumShare = 100_000_000_000_000n
const hardSlash = 10n ** 17n
const unit = 10n ** 9n
const committee = [10, 11, 12, 13, 14]

const order: ReceiptOrder = {
  model,
  prompt,
  committeeSize: 5,
  share: `${share}`,
  roundTip: '0',
  minimumPlaces: 9,
  seed: 'block',
  nonce: '0',
}

/** A receipt that `verifyReceipt` accepts; the member `liar`, if any, lied. */
export function receiptOf(liar?: number): Receipt {
  const request = {
    chainId: 31_337,
    consensus: address('c'),
    requester: address('a'),
  }
  return {
    ...request,
    type: 'aichain/receipt/2',
    order,
    task: taskId({ ...request, order: wordsOf(order) }),
    block: { number: '7', hash: digest('b') },
    committee: committeeWord(),
    parameters: {
      unit: `${unit}`,
      minimumShare: `${minimumShare}`,
      hardSlash: `${hardSlash}`,
      protocolFeeBps: 100,
    },
    appealable: true,
    members: committee.map((seat, member) => memberOf(seat, member, liar)),
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

function wordsOf({ share, roundTip, nonce, ...rest }: ReceiptOrder) {
  const amounts = { share: BigInt(share), roundTip: BigInt(roundTip) }
  const words = orderWords({ ...rest, ...amounts, nonce: BigInt(nonce) }, unit)
  if (!words.ok) throw new Error(words.reason)
  return words.value
}

function committeeWord(): Hex {
  const packed = packCommittee(committee)
  if (!packed.ok) throw new Error(packed.reason)
  return `0x${packed.value.toString(16).padStart(64, '0')}`
}

function memberOf(
  seat: number,
  member: number,
  liar: number | undefined,
): ReceiptMember {
  const isLiar = member === liar
  const lieIs = lieCost(
    { share, appealable: true },
    { hardSlash, minimumShare },
  )
  return {
    member,
    seat,
    signer: address(String(member)),
    vote: isLiar ? 'wrong' : 'agreed',
    output: isLiar ? lie : outputCid,
    earned: isLiar ? '0' : `${share}`,
    slashed: isLiar ? `${lieIs}` : '0',
  }
}
