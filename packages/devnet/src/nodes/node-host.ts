import type { DevnetNodeUpdate } from '../settings/devnet-node-update.js'

/** Something that runs a node. */
export type NodeHost = {
  /** The process that the node runs in now. */
  readonly pid: () => number
  readonly start: () => Promise<void>
  /** Twice does no harm. */
  readonly stop: () => Promise<void>
}

export type NodeListener = (update: DevnetNodeUpdate) => void
