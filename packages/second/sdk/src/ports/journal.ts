import type { CallOptions } from '@aichain/base'

/**
 * Durable small records, one per key, for a node that must survive a crash
 * between its commitment and its reveal.
 *
 * `write` resolves only once the record would survive the loss of the process
 * (and, where the medium can promise it, of power).
 */
export type Journal = {
  readonly read: (
    key: string,
    options?: CallOptions,
  ) => Promise<string | undefined>
  readonly write: (
    key: string,
    value: string,
    options?: CallOptions,
  ) => Promise<void>
  readonly remove: (key: string, options?: CallOptions) => Promise<void>
  readonly keys: (options?: CallOptions) => Promise<readonly string[]>
  /** Releases the journal; a second runner may then open it. */
  readonly close: () => Promise<void>
}
