import {
  bytesToHex,
  encodeReceipt,
  equalHex,
  type Receipt,
  type ReceiptMember,
} from '@aichain/sdk/core'

/**
 * Whether a chain tells all that `receipt` says. It may tell more: after a
 * decision votes come late, and slashes when the task is closed.
 */
export function isToldBy(receipt: Receipt, told: Receipt): boolean {
  const isSameTask = equalHex(fixedPart(receipt), fixedPart(told))
  const areMembers =
    receipt.members.length === told.members.length &&
    receipt.members.every((member, index) =>
      hasBecome(member, told.members[index]),
    )
  const areTransactions = receipt.transactions.every(({ type, member, hash }) =>
    told.transactions.some(
      (each) =>
        each.type === type &&
        each.member === member &&
        equalHex(each.hash, hash),
    ),
  )
  return isSameTask && areMembers && areTransactions
}

/** What a decision leaves as it is. */
function fixedPart({ overturnedBy: _, ...receipt }: Receipt) {
  const bytes = encodeReceipt({ ...receipt, members: [], transactions: [] })
  return bytesToHex(bytes)
}

/** Whether a member's part could have become what it is now. */
function hasBecome(
  before: ReceiptMember,
  now: ReceiptMember | undefined,
): boolean {
  if (now === undefined) return false
  const isSame = before.seat === now.seat && equalHex(before.signer, now.signer)
  const isVoteKept = before.vote === now.vote && before.output === now.output
  // Nothing was known of the vote yet, or only that it was sealed.
  const wasOpen = before.vote === 'absent' || before.vote === 'withheld'
  const isMore =
    BigInt(now.earned) >= BigInt(before.earned) &&
    BigInt(now.slashed) >= BigInt(before.slashed)
  return isSame && (isVoteKept || wasOpen) && isMore
}
