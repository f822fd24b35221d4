import type { BlockReference } from '../../core/task/task.js'

/** The newest blocks that a watcher has told. */
export type BlockHistory = {
  readonly last: () => BlockReference | undefined
  /** The block told under this number; some are told without being kept. */
  readonly at: (number: bigint) => BlockReference | undefined
  /** All that are kept, oldest first. */
  readonly all: () => readonly BlockReference[]
  readonly push: (block: BlockReference) => void
  /** Forgets every block above `number`. */
  readonly truncate: (number: bigint) => void
}

/** Deeper than chains reorganize; after a still deeper one everything is told anew. */
const MAXIMUM_BLOCKS = 512

/** Remembers which blocks were told, so that a reorganization is noticed. */
export function blockHistory(): BlockHistory {
  const blocks: BlockReference[] = []
  return {
    last: () => blocks.at(-1),
    at: (number) => blocks.findLast((block) => block.number === number),
    all: () => [...blocks],
    push: (block) => {
      blocks.push(block)
      if (blocks.length > MAXIMUM_BLOCKS) blocks.shift()
    },
    truncate: (number) => {
      const kept = blocks.findLastIndex((block) => block.number <= number)
      blocks.length = kept + 1
    },
  }
}
