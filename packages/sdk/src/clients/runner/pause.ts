/** Milliseconds until a task is looked at again, or that nothing is left to do. */
export type Pause = number | 'done'

/** Milliseconds after which a task is looked at although nothing was told. */
export const lookAgainAfter = 3_000

/** The same, for a task in which this runner has no more part. */
export const glanceAgainAfter = 30_000

/** Milliseconds for a transaction to be in a block before the task is looked at anew. */
export const transactionTimeout = 60_000
