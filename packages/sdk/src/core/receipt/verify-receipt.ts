import {
  accept,
  digestFromCid,
  digestOf,
  equalHex,
  type Result,
  refuse,
} from '@aichain/base'
import { type Output, parseOutput } from '@aichain/inference'
import { lieCost, softSlash } from '../money/slash.js'
import { packCommittee } from '../task/committee-word.js'
import { orderWords } from '../task/order-words.js'
import { taskId } from '../task/task-id.js'
import { quorum } from '../vote/quorum.js'
import { tally } from '../vote/tally.js'
import { UNAVAILABLE } from '../vote/unavailable.js'
import { checkReceipt, type Receipt, type ReceiptMember } from './receipt.js'

/** A receipt that holds together, and the answer it is about. */
export type VerifiedReceipt = {
  readonly receipt: Receipt
  readonly output: Output
}

/**
 * Checks a receipt against the bytes of its output, offline: the task id is
 * that of the order described, the bytes are those that the output's CID names
 * and answer this model and prompt, the seats are those of the committee, a
 * quorum of it gave that output, and the money follows from the votes.
 *
 * It does **not** prove that any chain holds the task: whoever writes a receipt
 * from nothing can make one that passes, with invented signers, terms and
 * transactions. Before relying on a receipt from somebody else, compare it with
 * `ConsensusReader.receipt`, which reads the same facts from a chain.
 *
 * @param receipt - A {@link Receipt}, or parsed JSON that claims to be one.
 * @param outputBytes - The output document, as fetched.
 *
 * @example
 * ```ts
 * import { verifyReceipt } from '@aichain/sdk/core'
 *
 * function explain(receipt: unknown, outputBytes: Uint8Array): string {
 *   const verified = verifyReceipt(receipt, outputBytes)
 *   if (!verified.ok) return `do not trust this answer: ${verified.reason}`
 *   const { members } = verified.value.receipt
 *   return `${members.filter(({ vote }) => vote === 'agreed').length} nodes agree`
 * }
 * ```
 */
export function verifyReceipt(
  receipt: unknown,
  outputBytes: Uint8Array,
): Result<VerifiedReceipt> {
  const malformed = checkReceipt(receipt)
  if (malformed !== undefined) return refuse(malformed)
  const checked = receipt as Receipt
  const reason =
    findAppeal(checked) ??
    findFaultInTask(checked) ??
    findFaultInVotes(checked) ??
    findFaultInMoney(checked) ??
    findFaultInTransactions(checked)
  if (reason !== undefined) return refuse(reason)
  const output = verifyOutput(checked, outputBytes)
  return output.ok ? accept({ receipt: checked, output: output.value }) : output
}

function findAppeal({ overturnedBy }: Receipt): string | undefined {
  return overturnedBy === undefined
    ? undefined
    : `overturned: task ${overturnedBy} decided another output`
}

function findFaultInTask(receipt: Receipt): string | undefined {
  const { order } = receipt
  const words = orderWords(
    {
      ...order,
      share: BigInt(order.share),
      roundTip: BigInt(order.roundTip),
      nonce: BigInt(order.nonce),
    },
    BigInt(receipt.parameters.unit),
  )
  if (!words.ok) return `order: ${words.reason}`
  const expected = taskId({ ...receipt, order: words.value })
  return expected === receipt.task
    ? undefined
    : `task: what it describes has the id ${expected}`
}

function findFaultInVotes(receipt: Receipt): string | undefined {
  const { members } = receipt
  const { committeeSize } = receipt.order
  if (members.length !== committeeSize)
    return `members: ${members.length} of a committee of ${committeeSize}`
  for (const [index, member] of members.entries()) {
    const reason =
      findFaultInPlace(members, index) ?? findFaultInVote(receipt, member)
    if (reason !== undefined) return `members[${index}]: ${reason}`
  }
  return findFaultInCommittee(receipt) ?? findFaultInTally(receipt)
}

function findFaultInCommittee(receipt: Receipt): string | undefined {
  const packed = packCommittee(receipt.members.map(({ seat }) => seat))
  if (!packed.ok) return `committee: ${packed.reason}`
  return packed.value === BigInt(receipt.committee)
    ? undefined
    : 'committee: holds other seats than the members have'
}

function findFaultInPlace(
  members: readonly ReceiptMember[],
  index: number,
): string | undefined {
  const { member, seat, signer } = members[index] as ReceiptMember
  if (member !== index) return `is member ${member}`
  const earlier = members.slice(0, index)
  if (earlier.some((other) => other.seat === seat))
    return `seat ${seat} votes twice`
  if (earlier.some((other) => equalHex(other.signer, signer)))
    return `signer ${signer} votes twice`
  return undefined
}

function findFaultInVote(
  receipt: Receipt,
  { vote, output, contradiction }: ReceiptMember,
): string | undefined {
  const hasOutput = vote === 'agreed' || vote === 'wrong'
  if (hasOutput !== (output !== undefined))
    return `${vote} ${hasOutput ? 'without' : 'with'} an output`
  if (hasOutput && (output === receipt.output) !== (vote === 'agreed'))
    return `${vote}, but its output is ${vote === 'agreed' ? 'another' : 'the agreed one'}`
  if (contradiction !== undefined && vote !== 'agreed')
    return `${vote}, but with a contradiction`
  if (contradiction === receipt.output)
    return 'its contradiction is the agreed output'
  return undefined
}

function findFaultInTally(receipt: Receipt): string | undefined {
  const { committeeSize } = receipt.order
  const counted = tally(receipt.members.map(votedDigest), committeeSize)
  if (counted.type === 'decided')
    return counted.output === digestFromCid(receipt.output)
      ? undefined
      : 'output: the quorum gave another'
  const agreeing = receipt.members.filter(({ vote }) => vote === 'agreed')
  return `members: ${agreeing.length} agree, the quorum is ${quorum(committeeSize)}`
}

function votedDigest({ vote, output }: ReceiptMember) {
  if (vote === 'unavailable') return UNAVAILABLE
  return output === undefined ? undefined : digestFromCid(output)
}

function findFaultInMoney(receipt: Receipt): string | undefined {
  const share = BigInt(receipt.order.share)
  for (const [index, member] of receipt.members.entries()) {
    const due = member.vote === 'agreed' ? share : 0n
    if (BigInt(member.earned) !== due)
      return `members[${index}].earned: ${due} is due to a vote that is ${member.vote}`
    const maximum = maximumSlash(receipt, member)
    if (BigInt(member.slashed) > maximum)
      return `members[${index}].slashed: at most ${maximum} for a vote that is ${member.vote}`
  }
  return undefined
}

/** A seat with a smaller balance loses less: the balance is not in the receipt. */
function maximumSlash(receipt: Receipt, member: ReceiptMember): bigint {
  const { vote, contradiction } = member
  if (vote === 'uncounted') return 0n
  if (vote === 'agreed' && contradiction === undefined) return 0n
  const share = BigInt(receipt.order.share)
  const parameters = {
    minimumShare: BigInt(receipt.parameters.minimumShare),
    hardSlash: BigInt(receipt.parameters.hardSlash),
    unit: 1n,
  }
  return vote === 'absent' || vote === 'unavailable'
    ? softSlash(parameters)
    : lieCost({ share, appealable: receipt.appealable }, parameters)
}

function findFaultInTransactions(receipt: Receipt): string | undefined {
  for (const type of ['task-added', 'task-decided'] as const) {
    const found = receipt.transactions.filter((each) => each.type === type)
    if (found.length !== 1)
      return `transactions: ${found.length} of type ${type}, not 1`
  }
  return undefined
}

function verifyOutput(receipt: Receipt, bytes: Uint8Array): Result<Output> {
  const digest = digestOf(bytes)
  if (digest !== digestFromCid(receipt.output))
    return refuse(`output: these bytes have the digest ${digest}`)
  const parsed = parseOutput(bytes)
  if (!parsed.ok) return refuse(`output: ${parsed.reason}`)
  const { model, prompt } = parsed.value
  if (model !== receipt.order.model)
    return refuse(`output: answers model ${model}`)
  if (prompt !== receipt.order.prompt)
    return refuse(`output: answers prompt ${prompt}`)
  return parsed
}
