import type { Hex } from '@aichain/base'
import { keccakWords } from '../../../core/encoding/keccak.js'
import type { ProtocolEvent } from '../../../core/task/protocol-event.js'
import type { BlockReference } from '../../../core/task/task.js'
import { type Call, contextIn, execute, gasCost, gasUsed } from './execution.js'
import {
  type Block,
  headOf,
  type Included,
  type Ledger,
  type Transaction,
} from './ledger.js'
import type { ChainState, EventBody } from './state.js'

/** Puts a transaction into the pool. */
export function send(
  ledger: Ledger,
  call: Call,
): { readonly hash: Hex; readonly included: Promise<Included> } {
  ledger.sent += 1
  const hash = keccakWords(call.sender, ledger.sent)
  const included = new Promise<Included>((resolve, reject) => {
    ledger.pool.push({ ...call, hash, resolve, reject })
  })
  return { hash, included }
}

/**
 * Makes a block of everything that waits, `seconds` after its parent.
 *
 * @param given - The hash of the block; one of this chain's own by default.
 */
export function mine(ledger: Ledger, seconds: number, given?: Hex): Block {
  const parent = headOf(ledger)
  const transactions = ledger.pool.splice(0)
  const number = parent.number + 1n
  const timestamp = parent.timestamp + seconds
  const hash =
    given ?? keccakWords(parent.hash, number, timestamp, ledger.forks)
  const draft: Draft = {
    block: { number, timestamp, hash },
    events: [],
    state: parent.state,
  }
  const outcomes = transactions.map((each) => include(ledger, draft, each))
  const { state, events } = draft
  const block = { number, timestamp, hash, transactions, state, events }
  ledger.blocks.push(block)
  // Only now, so that whoever is told finds the block in the chain.
  for (const tell of outcomes) tell()
  return block
}

/**
 * Replaces the newest `depth` blocks by as many others with other hashes.
 *
 * @param keep - Whether their transactions come again, in the first of the new
 *   blocks; those that now revert are lost without a word, as on a real chain.
 */
export function reorganize(ledger: Ledger, depth: number, keep: boolean): void {
  const from = Math.max(1, ledger.blocks.length - depth)
  const removed = ledger.blocks.splice(from)
  ledger.forks += 1
  if (keep) ledger.pool.unshift(...removed.flatMap((old) => old.transactions))
  for (const _ of removed) mine(ledger, 1)
}

type Draft = {
  readonly block: BlockReference
  readonly events: ProtocolEvent[]
  state: ChainState
}

/** Runs a transaction in a block; returns how to tell its sender. */
function include(
  ledger: Ledger,
  draft: Draft,
  transaction: Transaction,
): () => void {
  const emitted: EventBody[] = []
  const emit = (event: EventBody) => emitted.push(event)
  const context = contextIn(ledger, draft.block, transaction, emit)
  const state = structuredClone(draft.state)
  try {
    const result = execute(state, context, transaction.run)
    draft.state = state
    append(draft, emitted, transaction.hash)
    const { number: blockNumber } = draft.block
    const { hash: transactionHash } = transaction
    const receipt = { transactionHash, blockNumber, gasUsed, gasCost }
    return () => transaction.resolve({ receipt, result })
  } catch (error) {
    return () => transaction.reject(error)
  }
}

function append(
  draft: Draft,
  emitted: readonly EventBody[],
  transactionHash: Hex,
): void {
  const { number: blockNumber, hash: blockHash } = draft.block
  for (const event of emitted) {
    const logIndex = draft.events.length
    const position = { blockNumber, blockHash, logIndex, transactionHash }
    draft.events.push({ ...event, ...position })
  }
}
