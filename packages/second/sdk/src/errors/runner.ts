import { type Address, type Cid, type Digest, defineError } from '@aichain/base'
import type { GoldenVectorMismatchError } from '@aichain/inference'
import type { TaskId } from '../core/task/task.js'

/**
 * The wallet holds no seat, so there is nothing to vote with.
 *
 * Nothing was sent. Why: the node never joined, or its seat was left or ejected
 * and then withdrawn, or the wallet is not the one that joined. Call
 * `NodeRunner.join` once (it puts up the bond), or use the wallet that did.
 */
export class SeatMissingError extends /* @__PURE__ */ defineError<{
  readonly signer: Address
}>()({
  code: 'seat-missing',
  message: 'The wallet holds no seat.',
  remedy: 'Call join() first, or use the wallet that joined.',
}) {}

/**
 * The seat's commitment on-chain is not the one this runner's journal holds.
 *
 * This runner leaves that task alone: it neither commits over the other vote
 * nor reveals, so nothing is lost through it. Why: a second runner signs with
 * the same key, or the journal folder was deleted or swapped while the task was
 * open. Stop the other runner, or give it a key and a seat of its own; if the
 * journal was moved, put it back before the reveal window ends.
 */
export class DuplicateRunnerError extends /* @__PURE__ */ defineError<{
  readonly task: TaskId
  readonly seat: number
  /** What the chain holds for the seat. */
  readonly actual: Digest
  /** What this runner's journal holds; `undefined` when it holds nothing. */
  readonly expected: Digest | undefined
}>()({
  code: 'duplicate-runner',
  message: 'Another runner voted with the key of this seat.',
  remedy: 'Run one runner per key, each with its own journal.',
  facts: ({ task, seat, actual, expected }) => ({
    task,
    seat,
    'commitment on-chain': actual,
    'commitment in the journal': expected ?? 'none',
  }),
}) {}

/**
 * The journal is in use by another process.
 *
 * Why: a second runner was started on the same folder; two would overwrite each
 * other's salts. Stop the process that is named, or use another folder and
 * another key. A lock whose process is gone is taken over automatically; if the
 * named process is not a runner, delete the named lock file.
 */
export class JournalLockedError extends /* @__PURE__ */ defineError<{
  readonly lock: string
  readonly pid: number
  readonly host: string
}>()({
  code: 'journal-locked',
  isRetryable: true,
  message: ({ pid, host }) =>
    `The journal is in use by process ${pid} on ${host}.`,
  remedy: ({ lock }) =>
    `Stop that process; if it is not a runner, delete ${lock}.`,
}) {}

/**
 * A record of the journal is not what was written.
 *
 * Why: the disk failed, or somebody edited the file. The record may hold the
 * only opening of a vote that is already on-chain, so the runner does not start
 * over it. Restore the file from a copy; once the task is past its windows, or
 * if the stake on it is given up, move the file away.
 */
export class JournalCorruptError extends /* @__PURE__ */ defineError<{
  /** Path of the file, or key of the record where the journal has no files. */
  readonly record: string
  readonly reason: string
}>()({
  code: 'journal-corrupt',
  message: ({ reason }) => `A journal record is corrupt: ${reason}.`,
  remedy: 'Restore it from a copy, or move it away if its task is over.',
  facts: ({ record }) => ({ record }),
}) {}

/**
 * The journal could not be read or written.
 *
 * No vote is sent that the journal does not hold. Why: the disk is full, the
 * folder is missing or belongs to another user, or the journal was closed. Free
 * some space or fix the permissions; a running node tries again on its own.
 */
export class JournalUnavailableError extends /* @__PURE__ */ defineError<{
  readonly path: string
  readonly reason: string
}>()({
  code: 'journal-unavailable',
  isRetryable: true,
  message: ({ reason }) => `The journal cannot be used: ${reason}.`,
  remedy: 'Free some space, or fix the permissions of the folder.',
  facts: ({ path }) => ({ path }),
}) {}

/**
 * The runner was stopped.
 *
 * Why: `stop` was called, before or during this call. What was sent on-chain
 * stays sent, and the journal holds every open vote. To go on, create a new
 * `NodeRunner` with a newly opened journal.
 */
export class RunnerStoppedError extends /* @__PURE__ */ defineError()({
  code: 'runner-stopped',
  message: 'The runner was stopped.',
  remedy: 'Create a new NodeRunner with a newly opened journal.',
}) {}

/**
 * This machine does not compute what the model's publisher computed.
 *
 * No stake was put at risk: the golden vectors run before the bond is paid and
 * before any vote. Why: another version of the inference runtime, or a
 * processor or browser that computes other bits. The facts and the cause name
 * the first differing token, both fingerprints and the likeliest cause. Follow
 * the remedy; do not serve the model until the vectors pass.
 */
export class SelfTestFailedError extends /* @__PURE__ */ defineError<{
  readonly model: Cid
  /** What differs, in detail; also the `cause`. */
  readonly mismatch: GoldenVectorMismatchError
}>()({
  code: 'self-test-failed',
  message: 'This machine does not reproduce the golden vectors of a model.',
  remedy: ({ mismatch }) => mismatch.remedy,
  facts: ({ model, mismatch }) => [`model: ${model}`, ...mismatch.facts],
}) {
  constructor(parameters: {
    readonly model: Cid
    readonly mismatch: GoldenVectorMismatchError
  }) {
    super({ ...parameters, cause: parameters.mismatch })
  }
}
