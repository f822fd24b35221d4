import type { CallOptions } from '@aichain/base'

/**
 * Where a reader keeps its index between runs: a file, a database, the browser's
 * storage. What it loads is believed; without it the index is built anew.
 */
export type IndexStore = {
  /** What was saved last; `undefined` if nothing was. */
  readonly load?:
    | ((options: CallOptions) => Promise<string | undefined>)
    | undefined
  /** Replaces what was saved before. */
  readonly save?:
    | ((text: string, options: CallOptions) => Promise<void>)
    | undefined
}
