import type { Address } from '@aichain/base'
import { InsufficientFundsError } from '../../../errors/chain.js'
import { headOf, type Ledger } from './ledger.js'
import {
  balanceOf,
  type ChainState,
  type Context,
  type EventBody,
  pay,
  type Transition,
} from './state.js'

/** How many blocks back the chain still tells a hash, as the EVM does. */
const knownHashes = 256n
/** The same for every transaction: nothing in memory is measured by it. */
export const gasUsed = 100_000n
/** Wei. */
export const gasCost = gasUsed * 1_000_000_000n

/** Who calls, and what comes along. */
export type Call = {
  readonly sender: Address
  readonly value: bigint
  readonly run: Transition<unknown>
}

/** What a call sees in a block. */
export function contextIn(
  ledger: Ledger,
  block: { readonly number: bigint; readonly timestamp: number },
  call: Omit<Call, 'run'>,
  emit: (event: EventBody) => void,
): Context {
  const { chainId, consensus } = ledger.deployment
  return {
    chainId,
    consensus,
    parameters: ledger.parameters,
    sender: call.sender,
    value: call.value,
    blockNumber: block.number,
    timestamp: block.timestamp,
    blockHash: (number) => {
      const age = block.number - number
      const isKnown = age > 0n && age <= knownHashes
      return isKnown ? ledger.blocks[Number(number)]?.hash : undefined
    },
    emit,
  }
}

/** Pays value and gas, then runs. On failure the state is spoilt: run on a copy. */
export function execute(
  state: ChainState,
  context: Context,
  run: Transition<unknown>,
): unknown {
  const { sender, value } = context
  if (balanceOf(state, sender) < value + gasCost) {
    throw new InsufficientFundsError({ account: sender, value })
  }
  pay(state, sender, -value - gasCost)
  return run(state, context)
}

/** Throws what a call would revert with in the next block; changes nothing. */
export function simulate(ledger: Ledger, call: Call): void {
  const { number, timestamp, state } = headOf(ledger)
  const next = { number: number + 1n, timestamp: timestamp + 1 }
  const context = contextIn(ledger, next, call, () => {})
  execute(structuredClone(state), context, call.run)
}
