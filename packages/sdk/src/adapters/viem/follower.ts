import type { BlockReference } from '../../core/task/task.js'
import type { ChainUpdate } from '../../ports/chain.js'
import type { AnyClient } from './any-client.js'
import { type BlockHistory, blockHistory } from './block-history.js'
import type { OpenConnection } from './connection.js'
import { type LinkedBlock, readBlock, referenceTo } from './read-block.js'
import { readEventsIn } from './read-events.js'
import { MAXIMUM_RANGE } from './read-logs.js'

/** What to tell, if anything, and whether the next step has to wait for a block. */
export type Step = {
  readonly update: ChainUpdate | undefined
  readonly isAtHead: boolean
}

const NOTHING: Step = { update: undefined, isAtHead: true }

/** Blocks this close to the newest are kept one by one, so that a fork is found exactly. */
const RECENT_BLOCKS = 64n
/** As many blocks are asked for at once. */
const RECENT_BATCH = 8n

/**
 * A function that looks at the chain once and says what is new since the last
 * look. It holds its place by the hashes of the blocks it has told, never by
 * what the endpoint remembers, so that after any failure it can be called again.
 */
export function follower(
  fromBlock: bigint,
): (connection: OpenConnection, signal: AbortSignal) => Promise<Step> {
  const history = blockHistory()
  return async (connection, signal) => {
    const { client } = connection
    const head = await readBlock(client)
    if (head === undefined) return NOTHING
    const relation = await relate(client, history, head)
    if (relation === 'told') return NOTHING
    if (relation === 'forked') return turnBack(client, history, fromBlock)
    return advance(connection, history, { head, fromBlock }, signal)
  }
}

/** How the newest block stands to what was told. */
async function relate(
  client: AnyClient,
  history: BlockHistory,
  head: LinkedBlock,
): Promise<'told' | 'ahead' | 'forked'> {
  const last = history.last()
  if (last === undefined || head.parentHash === last.hash) return 'ahead'
  const told = history.at(head.number)
  if (told !== undefined) return told.hash === head.hash ? 'told' : 'forked'
  const current = await readBlock(client, last.number)
  // Endpoints with several machines behind them can fall behind themselves.
  if (current === undefined) return 'told'
  if (current.hash !== last.hash) return 'forked'
  return head.number > last.number ? 'ahead' : 'told'
}

/** Finds the newest block told that still stands, and forgets those above it. */
async function turnBack(
  client: AnyClient,
  history: BlockHistory,
  fromBlock: bigint,
): Promise<Step> {
  const told = history.all()
  const standing = await countStanding(client, told)
  const ancestor = told[standing - 1]?.number ?? fromBlock - 1n
  history.truncate(ancestor)
  return { update: { type: 'reorganized', ancestor }, isAtHead: false }
}

/** Blocks stand or fall with their descendants, so that halving finds the last that stands. */
async function countStanding(
  client: AnyClient,
  told: readonly BlockReference[],
): Promise<number> {
  let low = 0
  let high = told.length
  while (low < high) {
    const middle = (low + high) >> 1
    const { number, hash } = told[middle] as BlockReference
    const current = await readBlock(client, number)
    if (current?.hash === hash) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Tells the next blocks. Their hashes are read before their logs: should the
 * chain turn between the two, the hashes kept are those that no longer stand,
 * and the next look tells the blocks again.
 */
async function advance(
  connection: OpenConnection,
  history: BlockHistory,
  {
    head,
    fromBlock,
  }: { readonly head: LinkedBlock; readonly fromBlock: bigint },
  signal: AbortSignal,
): Promise<Step> {
  const next = (history.last()?.number ?? fromBlock - 1n) + 1n
  const from = next > fromBlock ? next : fromBlock
  const to = lastOfBatch(from, head.number)
  const blocks = await readBlocks(connection.client, { from, to, head })
  const block = blocks.at(-1)
  if (block === undefined || !isLinked(blocks, history.last())) return NOTHING
  const range = { fromBlock: from, toBlock: to }
  const events = await readEventsIn(connection, range, signal)
  for (const each of blocks) history.push(referenceTo(each))
  return {
    update: { type: 'blocks', head: referenceTo(block), events },
    isAtHead: to === head.number,
  }
}

/** Of a recent batch every block, so that each can be held against a fork; of an old one the last. */
async function readBlocks(
  client: AnyClient,
  batch: {
    readonly from: bigint
    readonly to: bigint
    readonly head: LinkedBlock
  },
): Promise<readonly LinkedBlock[]> {
  const { from, to, head } = batch
  if (to === head.number && from >= to) return [head]
  const isRecent = head.number - to < RECENT_BLOCKS
  const numbers: bigint[] = []
  for (let number = isRecent ? from : to; number <= to; number += 1n)
    numbers.push(number)
  const blocks = await Promise.all(
    numbers.map((number) => readBlock(client, number)),
  )
  return blocks.every((block) => block !== undefined) ? blocks : []
}

/** Blocks read while the chain turns do not fit together, or not to what was told. */
function isLinked(
  blocks: readonly LinkedBlock[],
  told: BlockReference | undefined,
): boolean {
  return blocks.every((block, index) => {
    const parent = index === 0 ? told : blocks[index - 1]
    const isNext = parent !== undefined && parent.number + 1n === block.number
    return !isNext || parent.hash === block.parentHash
  })
}

function lastOfBatch(from: bigint, head: bigint): bigint {
  const missing = head - from + 1n
  const old = missing - RECENT_BLOCKS
  if (old > 0n) return from + (old < MAXIMUM_RANGE ? old : MAXIMUM_RANGE) - 1n
  return missing > RECENT_BATCH ? from + RECENT_BATCH - 1n : head
}
