import type { ProtocolParameters } from '../../../core/task/parameters.js'

/** Milliseconds until a task is looked at again, or that nothing is left to do. */
export type Pause = number | 'done'

/** Milliseconds after which a task is looked at although nothing was told. */
export const lookAgainAfter = 3_000

/** The same, for a task in which this runner has no more part. */
export const glanceAgainAfter = 30_000

/**
 * Milliseconds to wait for a transaction before its task is looked at anew: it
 * may have been dropped, and nobody tells. A small part of the commit window,
 * so that there is time to send it again; what is only slow is then found among
 * the pending ones and not sent twice.
 */
export function transactionTimeout({ commitWindow }: ProtocolParameters) {
  return Math.min(60_000, Math.max(2_000, commitWindow * 125))
}
