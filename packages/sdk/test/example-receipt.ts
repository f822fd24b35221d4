import {
  type Cid,
  cidOf,
  digestFromCid,
  encodeOutput,
  encodePrompt,
  type Hex,
  type Receipt,
  type ReceiptMember,
  splitReward,
  taskId,
} from '../src/core.js'

const encode = (text: string) => new TextEncoder().encode(text)
const fee = 1_000_003n
const bond = 10n ** 18n
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

function receiptFor(output: Cid): Receipt {
  const described = {
    chainId: 31337,
    consensus: `0x${'5f'.repeat(20)}`,
    requester: `0x${'0f'.repeat(20)}`,
    committeeSize: 5,
  } as const
  return {
    ...described,
    type: 'aichain/receipt/1',
    nonce: '3',
    model,
    prompt,
    fee: `${fee}`,
    task: taskId({
      ...described,
      nonce: 3n,
      model: digestFromCid(model),
      prompt: digestFromCid(prompt),
    }),
    block: { number: '12', hash: word('bb') },
    terms: { bond: `${bond}`, slashBps: 1000, protocolFeeBps: 100 },
    members: membersFor(output),
    output,
    transactions: [
      { type: 'task-added', hash: word('a0') },
      { type: 'vote-committed', member: 0, hash: word('a1') },
      { type: 'task-decided', hash: word('a2') },
    ],
  }
}

function membersFor(output: Cid): ReceiptMember[] {
  const { share } = splitReward({ fee, winners: 0b11011 })
  return [7, 0, 12, 3, 9].map((seat, member) => {
    const isWrong = member === 2
    return {
      member,
      seat,
      signer: `0x${seat.toString(16).padStart(40, '0')}`,
      vote: isWrong ? 'wrong' : 'agreed',
      output: isWrong ? cidOf(encode('a lie')) : output,
      earned: isWrong ? '0' : `${share}`,
      slashed: isWrong ? `${bond / 10n}` : '0',
    }
  })
}

function word(byte: string): Hex {
  return `0x${byte.repeat(32)}`
}
