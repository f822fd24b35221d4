import { type Address, asDate } from '@aichain/base'
import type { ListId } from '../core/task/list.js'
import { defineContractError } from './contract-error.js'

/**
 * There is no such price class.
 *
 * There are four, 0 to 3; each asks four times as much as the one below it.
 */
export class ClassOutOfRangeError extends /* @__PURE__ */ defineContractError<{
  readonly class: number
}>()({
  code: 'class-out-of-range',
  message: 'There is no such price class.',
  remedy: 'Use a class from 0 to 3.',
}) {}

/**
 * The seat has a place already.
 *
 * One bond answers for one list. Take the place back with `withdrawOffer`; to
 * change its price, use `reprice`. A seat that was put out cannot leave before
 * its place is pruned.
 */
export class SeatPlacedError extends /* @__PURE__ */ defineContractError<{
  readonly seat: number
  /** Where its place is. */
  readonly list: ListId
}>()({
  code: 'seat-placed',
  message: 'The seat has a place already.',
  remedy: 'Withdraw that offer first, or have the place pruned.',
}) {}

/**
 * The seat has no place.
 *
 * It serves no model, so there is nothing to change. Take a place with `offer`.
 */
export class SeatNotPlacedError extends /* @__PURE__ */ defineContractError<{
  readonly seat: number
}>()({
  code: 'seat-not-placed',
  message: 'The seat has no place.',
  remedy: 'Offer to serve a model first.',
}) {}

/**
 * The list takes no more places in this epoch.
 *
 * Few may enter at a time, so that nobody can rent a majority for a day; the
 * queue makes places dearer. Try again at `opensAt`, in seconds since the epoch.
 */
export class EntranceClosedError extends /* @__PURE__ */ defineContractError<{
  readonly list: ListId
  /** Seconds since the epoch. */
  readonly opensAt: number
}>()({
  code: 'entrance-closed',
  isRetryable: true,
  message: 'The list takes no more places in this epoch.',
  remedy: 'Try again once the next epoch begins.',
  format: { opensAt: asDate },
}) {}

/**
 * The seat stays, so its place does.
 *
 * Only the place of a seat that was put out for its losses can be pruned.
 */
export class NotPrunableError extends /* @__PURE__ */ defineContractError<{
  readonly seat: number
}>()({
  code: 'not-prunable',
  message: 'The seat stays, so its place does.',
  remedy: 'There is nothing to prune.',
}) {}

/**
 * No author can have this part of the rewards.
 *
 * It is at most a fifth, and nobody's where no author is named. Take both as
 * the manifest gives them.
 */
export class InvalidAuthorShareError extends /* @__PURE__ */ defineContractError<{
  readonly author: Address
  /** In 1/10,000. */
  readonly authorBps: number
}>()({
  code: 'invalid-author-share',
  message: 'No author can have this part of the rewards.',
  remedy: 'Take the author and its part from the manifest.',
}) {}
