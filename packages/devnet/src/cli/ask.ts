import { promptCounter } from '@aichain/inference/tokens'
import {
  type Answer,
  type Chain,
  ConsensusReader,
  type Hex,
  type Receipt,
  type ReceiptMember,
  TaskClient,
  type TaskUpdate,
} from '@aichain/sdk'
import { feeOf } from '@aichain/sdk/core'
import { kuboContentStore } from '@aichain/sdk/kubo'
import { viemChain } from '@aichain/sdk/viem'
import { getTransactionReceipt } from 'viem/actions'
import type { Devnet } from '../network/devnet.js'
import type {
  AnswerReport,
  MemberReport,
  ReportedVote,
  TransactionReport,
} from './answer-report.js'
import { type Stopwatch, stopwatch } from './stopwatch.js'
import { untilOpened } from './until-opened.js'

export type AskOptions = {
  /** Default: the network's. */
  readonly committee?: number | undefined
  readonly maxNewTokens?: number | undefined
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((update: TaskUpdate) => void) | undefined
}

/**
 * Asks one question as the first user of the network, and gathers everything
 * that stands behind the answer. A quorum decides; the votes that come after it
 * are waited for, because they are paid or slashed, too.
 */
export async function ask(
  devnet: Devnet,
  question: string,
  options: AskOptions = {},
): Promise<AnswerReport> {
  const { committee = devnet.committee, maxNewTokens, signal } = options
  const { deployment } = devnet
  const wallet = devnet.wallet()
  const chain = viemChain({ client: devnet.client(), wallet, deployment })
  const content = kuboContentStore({ url: devnet.ipfs.rpcUrl })
  const before = await balances(devnet, chain)
  const watch = stopwatch()
  // As the nodes count, so that a question that is too long costs nothing.
  const countTokens = promptCounter
  const answer = await new TaskClient({ chain, content, countTokens }).ask(
    {
      model: devnet.model,
      messages: [{ role: 'user', content: question }],
      committeeSize: committee,
      maxNewTokens,
    },
    {
      signal,
      onProgress: (update) => {
        watch.lap(update)
        options.onProgress?.(update)
      },
    },
  )
  await untilOpened(chain, answer.task, signal)
  const receipt = await new ConsensusReader({ chain }).receipt(answer.task)
  const after = await balances(devnet, chain)
  return report({ devnet, answer, receipt, before, after, watch })
}

type Balances = {
  readonly requester: bigint
  readonly seats: ReadonlyMap<number, bigint>
}

async function balances(devnet: Devnet, chain: Chain): Promise<Balances> {
  const seats = await Promise.all(
    devnet.nodes.map(async ({ seat }) => {
      const record = await chain.getSeat(seat)
      return [seat, record?.balance ?? 0n] as const
    }),
  )
  const requester = await chain.getBalance(chain.account)
  return { requester, seats: new Map(seats) }
}

async function report(parts: {
  readonly devnet: Devnet
  readonly answer: Answer
  /** With the votes that came after the answer. */
  readonly receipt: Receipt
  readonly before: Balances
  readonly after: Balances
  readonly watch: Stopwatch
}): Promise<AnswerReport> {
  const { devnet, answer, receipt, before, after, watch } = parts
  const committee = receipt.members.map((member) =>
    memberReport(member, before, after),
  )
  return {
    text: answer.text,
    task: answer.task,
    model: receipt.order.model,
    prompt: receipt.order.prompt,
    outputCid: answer.outputCid,
    agreeing: committee.filter(({ vote }) => vote === 'agreed').length,
    committee,
    requester: {
      address: receipt.requester,
      fee: feePaid(receipt),
      before: before.requester,
      after: after.requester,
    },
    stages: watch.stages(),
    transactions: await transactions(devnet, receipt),
  }
}

function feePaid({ order }: Receipt): bigint {
  const { committeeSize, share, roundTip } = order
  return feeOf({
    committeeSize,
    share: BigInt(share),
    roundTip: BigInt(roundTip),
  })
}

function memberReport(
  { seat, signer, vote, earned, slashed }: ReceiptMember,
  before: Balances,
  after: Balances,
): MemberReport {
  return {
    seat,
    signer,
    vote: votes[vote],
    earned: BigInt(earned),
    slashed: BigInt(slashed),
    before: before.seats.get(seat) ?? 0n,
    after: after.seats.get(seat) ?? 0n,
  }
}

const votes: Readonly<Record<ReceiptMember['vote'], ReportedVote>> = {
  agreed: 'agreed',
  wrong: 'wrong',
  // It sealed a vote that it could not or would not open.
  withheld: 'wrong',
  absent: 'absent',
  // It said that there was nothing to answer.
  unavailable: 'absent',
  // It holds too little for its vote to count.
  uncounted: 'absent',
}

async function transactions(
  devnet: Devnet,
  receipt: Receipt,
): Promise<readonly TransactionReport[]> {
  // A draw rides along with the first commitment, a verdict with the last
  // reveal: the vote names such a transaction better.
  const named = new Map<Hex, (typeof receipt.transactions)[number]>()
  for (const transaction of receipt.transactions) {
    const known = named.get(transaction.hash)
    if (known?.member === undefined) named.set(transaction.hash, transaction)
  }
  return Promise.all(
    [...named.values()].map(async ({ type, member, hash }) => {
      const { blockNumber, gasUsed } = await getTransactionReceipt(
        devnet.client(),
        { hash },
      )
      const seat = receipt.members.find((one) => one.member === member)?.seat
      return {
        type,
        ...(seat === undefined ? {} : { seat }),
        hash,
        block: blockNumber,
        gas: gasUsed,
      }
    }),
  )
}
