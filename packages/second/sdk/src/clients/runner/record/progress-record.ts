import type { CallOptions } from '@aichain/base'
import { isAddress } from '@aichain/base'
import { integer, matching, object, oneOf } from '@aichain/base/check'
import { JournalCorruptError } from '../../../errors/runner.js'
import type { Deployment } from '../../../ports/chain.js'
import type { Journal } from '../../../ports/journal.js'

const key = 'progress'

/**
 * Blocks below the noted one that are read again at a start. They cover a
 * reorganization that went unseen while the node was down; a task whose
 * committee is not stored by then can no longer be drawn.
 */
const overlap = 256n

/** Where a node begins that never ran: tasks of older blocks are past their windows, or nearly. */
const firstLookBack = 5_000n

type Progress = {
  readonly type: 'aichain/progress/1'
  readonly chainId: number
  readonly consensus: string
  readonly block: number
}

/** Notes that every task up to `block` is closed, in the journal, or none of this node's. */
export async function writeProgress(
  journal: Journal,
  { chainId, consensus }: Deployment,
  block: bigint,
  options: CallOptions = {},
): Promise<void> {
  const progress: Progress = {
    type: 'aichain/progress/1',
    chainId,
    consensus,
    block: Number(block),
  }
  await journal.write(key, JSON.stringify(progress), options)
}

/** Where a starting node begins. */
export type StartingPoint = {
  /** The first block that it reads. */
  readonly fromBlock: bigint
  /** What was closed up to this block was told by an earlier run, or is no news. */
  readonly toldUpTo: bigint
}

/**
 * Where to begin, by what the journal notes.
 *
 * A chain shorter than what was noted is another chain in the same place, as
 * development chains are: it is read from its end as well.
 */
export async function startingPoint(
  journal: Journal,
  deployment: Deployment,
  head: bigint,
  options: CallOptions = {},
): Promise<StartingPoint> {
  const noted = await readProgress(journal, deployment, options)
  const toldUpTo = noted === undefined ? head : least(noted, head)
  const from = toldUpTo - (noted === undefined ? firstLookBack : overlap)
  const { fromBlock: first } = deployment
  return { fromBlock: from > first ? from : least(first, head), toldUpTo }
}

async function readProgress(
  journal: Journal,
  { chainId, consensus }: Deployment,
  options: CallOptions,
): Promise<bigint | undefined> {
  const json = await journal.read(key, options)
  if (json === undefined) return undefined
  const progress = parseProgress(json)
  const isHere =
    progress.chainId === chainId &&
    progress.consensus.toLowerCase() === consensus.toLowerCase()
  return isHere ? BigInt(progress.block) : undefined
}

function parseProgress(json: string): Progress {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    value = undefined
  }
  const reason = checkProgress(value)
  if (reason === undefined) return value as Progress
  throw new JournalCorruptError({ record: key, reason })
}

const checkProgress = object({
  type: oneOf('aichain/progress/1'),
  chainId: integer(0),
  consensus: matching(isAddress, 'an address'),
  block: integer(0),
})

function least(left: bigint, right: bigint): bigint {
  return left < right ? left : right
}
