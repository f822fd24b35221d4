import {
  type Cid,
  cidOf,
  encodeOutput,
  encodePrompt,
  type Hex,
  orderWords,
  packCommittee,
  type Receipt,
  type ReceiptMember,
  type ReceiptOrder,
  taskId,
} from '../src/core.js'

const encode = (text: string) => new TextEncoder().encode(text)
const share = 250_000n
const hardSlash = 10n ** 17n
/** The share and the least one. */
const lie = 251_000n
const committee = [7, 0, 12, 3, 9]
const model = cidOf(encode('a manifest'))
const prompt = cidOf(
  encodePrompt({
    type: 'aichain/prompt/1',
    messages: [{ role: 'user', content: 'What is the capital of France?' }],
  }),
)

/** A receipt that holds together: four of five agree, one is wrong. */
export function exampleReceipt(): {
  readonly receipt: Receipt
  readonly outputBytes: Uint8Array
} {
  const outputBytes = encodeOutput({
    type: 'aichain/output/1',
    model,
    prompt,
    finishReason: 'stop',
    text: 'Paris.',
    tokens: [417, 13],
  })
  return { outputBytes, receipt: receiptFor(cidOf(outputBytes)) }
}

const order: ReceiptOrder = {
  model,
  author: { address: `0x${'a1'.repeat(20)}`, shareBps: 500 },
  prompt,
  committeeSize: 5,
  share: `${share}`,
  roundTip: '3',
  minimumPlaces: 9,
  seed: 'beacon',
  nonce: '3',
}

function receiptFor(output: Cid): Receipt {
  const described = {
    chainId: 31337,
    consensus: `0x${'5f'.repeat(20)}`,
    requester: `0x${'0f'.repeat(20)}`,
  } as const
  return {
    ...described,
    type: 'aichain/receipt/2',
    order,
    task: taskId({ ...described, order: wordsOf(order) }),
    block: { number: '12', hash: word('bb') },
    committee: committeeWord(),
    parameters: {
      unit: '1',
      minimumShare: '1000',
      hardSlash: `${hardSlash}`,
      protocolFeeBps: 100,
    },
    appealable: true,
    members: membersFor(output),
    output,
    transactions: [
      { type: 'task-added', hash: word('a0') },
      { type: 'vote-committed', member: 0, hash: word('a1') },
      { type: 'task-decided', hash: word('a2') },
    ],
  }
}

function wordsOf({ share, roundTip, nonce, ...rest }: ReceiptOrder) {
  const amounts = { share: BigInt(share), roundTip: BigInt(roundTip) }
  const words = orderWords({ ...rest, ...amounts, nonce: BigInt(nonce) }, 1n)
  if (!words.ok) throw new Error(words.reason)
  return words.value
}

function committeeWord(): Hex {
  const packed = packCommittee(committee)
  if (!packed.ok) throw new Error(packed.reason)
  return `0x${packed.value.toString(16).padStart(64, '0')}`
}

function membersFor(output: Cid): ReceiptMember[] {
  return committee.map((seat, member) => {
    const isWrong = member === 2
    return {
      member,
      seat,
      signer: `0x${seat.toString(16).padStart(40, '0')}`,
      vote: isWrong ? 'wrong' : 'agreed',
      output: isWrong ? cidOf(encode('a lie')) : output,
      earned: isWrong ? '0' : `${share}`,
      slashed: isWrong ? `${lie}` : '0',
    }
  })
}

function word(byte: string): Hex {
  return `0x${byte.repeat(32)}`
}
