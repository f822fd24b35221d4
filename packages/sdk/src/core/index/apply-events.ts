import type { ProtocolEvent } from '../task/protocol-event.js'
import {
  applyAppealEnded,
  applySeatRepaid,
  applyStakeReleased,
  applyTaskAppealed,
  applyTaskOverturned,
} from './apply-appeal-event.js'
import {
  applyCreditDeposited,
  applyCreditWithdrawn,
  applyDebtSwept,
  applyKeyAuthorized,
  applyOrderSubmitted,
} from './apply-money-event.js'
import {
  applyListOpened,
  applyOfferWithdrawn,
  applyPlaceOffered,
  applyPlacePruned,
  applyPlaceRepriced,
} from './apply-place-event.js'
import {
  applyRewardClaimed,
  applySeatJoined,
  applySeatLeft,
  applySeatToppedUp,
  applySeatWithdrawn,
  applySignerSet,
} from './apply-seat-event.js'
import {
  applyCommitteeDrawn,
  applyRoundTip,
  applySealKept,
  applyTaskAdded,
  applyTaskConvened,
  applyVoteCommitted,
  applyVoteRevealed,
} from './apply-task-event.js'
import {
  applyMemberPunished,
  applySeatSlashed,
  applyTaskClosed,
  applyTaskDecided,
  applyTaskUndecided,
  applyVoteAdded,
  applyVotesUncounted,
} from './apply-verdict-event.js'
import type { ChainIndex } from './chain-index.js'
import { type Draft, draftOf } from './draft.js'
import type { TimedEvent, TimedEventOf } from './timed-event.js'

type Reducers = {
  readonly [T in ProtocolEvent['type']]: (
    draft: Draft,
    event: TimedEventOf<T>,
  ) => void
}

const reducers: Reducers = {
  'task-added': applyTaskAdded,
  'committee-drawn': applyCommitteeDrawn,
  'vote-committed': applyVoteCommitted,
  'vote-revealed': applyVoteRevealed,
  'task-convened': applyTaskConvened,
  'votes-uncounted': applyVotesUncounted,
  'task-decided': applyTaskDecided,
  'task-undecided': applyTaskUndecided,
  'round-tip-paid': applyRoundTip,
  'round-tip-returned': applyRoundTip,
  'settlement-refused': applyNothing,
  'seal-kept': applySealKept,
  'vote-added': applyVoteAdded,
  'seat-slashed': applySeatSlashed,
  'member-punished': applyMemberPunished,
  'task-closed': applyTaskClosed,
  'task-appealed': applyTaskAppealed,
  'appeal-ended': applyAppealEnded,
  'task-overturned': applyTaskOverturned,
  'seat-repaid': applySeatRepaid,
  'stake-released': applyStakeReleased,
  'seat-joined': applySeatJoined,
  'seat-topped-up': applySeatToppedUp,
  'signer-set': applySignerSet,
  'list-opened': applyListOpened,
  'place-offered': applyPlaceOffered,
  'offer-withdrawn': applyOfferWithdrawn,
  'place-repriced': applyPlaceRepriced,
  'place-pruned': applyPlacePruned,
  'seat-left': applySeatLeft,
  'reward-claimed': applyRewardClaimed,
  'seat-withdrawn': applySeatWithdrawn,
  'model-registered': applyModelRegistered,
  'round-posted': applyRoundPosted,
  'credit-deposited': applyCreditDeposited,
  'credit-withdrawn': applyCreditWithdrawn,
  'key-authorized': applyKeyAuthorized,
  'order-submitted': applyOrderSubmitted,
  'order-refused': applyNothing,
  'debt-swept': applyDebtSwept,
}

/**
 * The index after more events, which must be all that followed, in order. The
 * one that is given stays as it is: after a reorganization go on from one that
 * was kept.
 *
 * @example
 * ```ts
 * import { applyEvents, type ChainIndex, type TimedEvent } from '@aichain/sdk/indexer'
 *
 * const creditAfter = (index: ChainIndex, events: readonly TimedEvent[], account: string) =>
 *   applyEvents(index, events).credits.get(account.toLowerCase()) ?? 0n
 * ```
 */
export function applyEvents(
  index: ChainIndex,
  events: readonly TimedEvent[],
): ChainIndex {
  const draft = draftOf(index)
  for (const event of events) applyEvent(draft, event)
  return draft
}

function applyEvent<T extends ProtocolEvent['type']>(
  draft: Draft,
  event: TimedEventOf<T>,
): void {
  reducers[event.type as T](draft, event)
}

/** Refusals change nothing. */
function applyNothing(): void {}

function applyModelRegistered(
  draft: Draft,
  event: TimedEventOf<'model-registered'>,
): void {
  const { model, publisher, index, timestamp } = event
  draft.models[index] = { model, publisher, registeredAt: timestamp, index }
}

function applyRoundPosted(
  draft: Draft,
  { round, randomness, poster }: TimedEventOf<'round-posted'>,
): void {
  draft.rounds.set(round, { round, randomness, poster })
  draft.latestRound = Math.max(draft.latestRound ?? 0, round)
}
