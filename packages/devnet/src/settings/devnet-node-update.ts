import type { NodeUpdate } from '@aichain/sdk'

/** What a node does, and what its process goes through. */
export type DevnetNodeUpdate =
  | NodeUpdate
  /** The process of the node died. */
  | { readonly type: 'crashed'; readonly at: number; readonly pid: number }
  /** It runs again, on the same journal. */
  | { readonly type: 'restarted'; readonly at: number; readonly pid: number }
