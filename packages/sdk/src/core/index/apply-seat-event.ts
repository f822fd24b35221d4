import { epochAt } from '../task/lifecycle.js'
import type { ProtocolParameters } from '../task/parameters.js'
import { accountKey, changeSeat, credit, type Draft } from './draft.js'
import type { TimedEventOf } from './timed-event.js'

/** Takes a slot. */
export function applySeatJoined(
  draft: Draft,
  event: TimedEventOf<'seat-joined'>,
): void {
  const { seat, owner, signer, amount, timestamp } = event
  draft.seats.set(seat, {
    seat,
    signer,
    formerSigner: undefined,
    signerSince: undefined,
    owner,
    heldUntil: heldFromJoining(timestamp, draft.parameters),
    to: undefined,
    balance: amount,
    paidIn: amount,
    place: undefined,
  })
  draft.seatOf.set(accountKey(signer), seat)
  draft.seatCount = Math.max(draft.seatCount, seat + 1)
}

export function applySeatToppedUp(
  draft: Draft,
  { seat, amount }: TimedEventOf<'seat-topped-up'>,
): void {
  changeSeat(draft, seat, ({ balance, paidIn }) => ({
    balance: balance + amount,
    paidIn: paidIn + amount,
  }))
}

/** The key before the last one answers for nothing any more. */
export function applySignerSet(
  draft: Draft,
  { seat, signer, epoch }: TimedEventOf<'signer-set'>,
): void {
  changeSeat(draft, seat, (record) => {
    if (record.formerSigner)
      draft.seatOf.delete(accountKey(record.formerSigner))
    draft.seatOf.set(accountKey(signer), seat)
    return { signer, formerSigner: record.signer, signerSince: epoch }
  })
}

export function applySeatLeft(
  draft: Draft,
  { seat, to }: TimedEventOf<'seat-left'>,
): void {
  changeSeat(draft, seat, () => ({ to }))
}

/** Rewards leave: the treasury, the author and the owner share them. */
export function applyRewardClaimed(
  draft: Draft,
  event: TimedEventOf<'reward-claimed'>,
): void {
  const { seat, amount, cut, author, authorPart, asCredit } = event
  draft.owedTreasury += cut
  if (author) credit(draft, author, authorPart)
  changeSeat(draft, seat, ({ balance, owner }) => {
    if (asCredit) credit(draft, owner, amount - cut - authorPart)
    return { balance: balance - amount }
  })
}

/** Frees a slot. */
export function applySeatWithdrawn(
  draft: Draft,
  { seat }: TimedEventOf<'seat-withdrawn'>,
): void {
  const record = draft.seats.get(seat)
  if (!record) return
  draft.seatOf.delete(accountKey(record.signer))
  if (record.formerSigner) draft.seatOf.delete(accountKey(record.formerSigner))
  draft.seats.delete(seat)
}

function heldFromJoining(
  timestamp: number,
  parameters: ProtocolParameters,
): number {
  const stays = epochAt(timestamp + parameters.minimumStay, parameters)
  return (stays + 1) * parameters.epoch
}
