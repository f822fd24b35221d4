import type { ConsensusReader, ContentReader } from '@aichain/sdk'
import {
  type Cid,
  cidOf,
  parsePrompt,
  type Receipt,
  verifyReceipt,
} from '@aichain/sdk/core'
import { isToldBy } from './is-told-by.js'

/** One thing that was checked, and what is wrong if anything is. */
export type CheckResult = {
  readonly name: string
  readonly fault: string | undefined
}

/** What an answer claims, and where the claims can be checked. */
export type Claim = {
  readonly question: string
  readonly text: string
  readonly receipt: Receipt
  readonly content: Pick<ContentReader, 'get'>
  readonly reader: Pick<ConsensusReader, 'receipt'>
}

/**
 * Checks an answer again from nothing but its receipt, the bytes that its CIDs
 * name, and the chain. Yields each result as soon as it is known; stops at once
 * when aborted.
 */
export async function* verifyAgain(
  claim: Claim,
  signal: AbortSignal,
): AsyncGenerator<CheckResult> {
  for (const [name, check] of checks) {
    const fault = await check(claim, signal).catch(messageOf)
    signal.throwIfAborted()
    yield { name, fault }
  }
}

/** What is wrong; nothing if it is right. */
type Check = (claim: Claim, signal: AbortSignal) => Promise<string | undefined>

const checks: readonly [name: string, check: Check][] = [
  ['The answer’s bytes, fetched anew, hash to the agreed CID', checkOutput],
  ['Task id, votes, quorum and payouts of the receipt add up', checkReceipt],
  ['The prompt on IPFS ends with your question', checkPrompt],
  ['The chain tells the same votes, payouts and transactions', checkChain],
]

async function checkOutput({ receipt, content }: Claim, signal: AbortSignal) {
  const { output } = receipt
  return mismatch(output, await content.get(output, { signal }))
}

async function checkReceipt(claim: Claim, signal: AbortSignal) {
  const { receipt, content, text } = claim
  const bytes = await content.get(receipt.output, { signal })
  const verified = verifyReceipt(receipt, bytes)
  if (!verified.ok) return verified.reason
  const { output } = verified.value
  const agreed = output.finishReason === 'error' ? '' : output.text
  return agreed === text ? undefined : 'the text shown is not the agreed one'
}

async function checkPrompt(claim: Claim, signal: AbortSignal) {
  const { receipt, content, question } = claim
  const bytes = await content.get(receipt.order.prompt, { signal })
  const parsed = parsePrompt(bytes)
  if (!parsed.ok) return parsed.reason
  const asked = parsed.value.messages.at(-1)?.content
  if (asked !== question) return 'it ends with another question'
  return mismatch(receipt.order.prompt, bytes)
}

async function checkChain({ receipt, reader }: Claim, signal: AbortSignal) {
  const told = await reader.receipt(receipt.task, { signal })
  if (told.overturnedBy) return 'an appeal found this answer wrong'
  return isToldBy(receipt, told) ? undefined : 'the chain tells it differently'
}

function mismatch(cid: Cid, bytes: Uint8Array): string | undefined {
  const actual = cidOf(bytes)
  return actual === cid ? undefined : `these bytes have the CID ${actual}`
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
