import type { Address } from '@aichain/base'
import { InsufficientFundsError } from '../../../errors/chain.js'
import { balanceOf, move } from './accounts.js'
import { headOf, type Ledger } from './ledger.js'
import type { ChainState, Context, EventBody, Transition } from './state.js'

/** How many blocks back the chain still tells a hash, as EIP-2935 has it. */
const knownHashes = 8191n
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
    recover: ledger.recover,
    isRoundSignature: ledger.isRoundSignature,
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
  move(state, sender, -gasCost)
  collect(state, context, value)
  return run(state, context)
}

/** Mirrors `Ledger._collect`: takes what a call pays for. */
export function collect(
  state: ChainState,
  { sender, consensus }: Context,
  amount: bigint,
): void {
  if (balanceOf(state, sender) < amount)
    throw new InsufficientFundsError({ account: sender, value: amount })
  move(state, sender, -amount)
  move(state, consensus, amount)
}

/** Throws what a call would revert with in the next block; changes nothing. */
export function simulate(ledger: Ledger, call: Call): void {
  const { state } = headOf(ledger)
  execute(structuredClone(state), nextContext(ledger, call), call.run)
}

/** What a call would see in the next block. */
export function nextContext(ledger: Ledger, call: Omit<Call, 'run'>): Context {
  const { number, timestamp } = headOf(ledger)
  const next = { number: number + 1n, timestamp: timestamp + 1 }
  return contextIn(ledger, next, call, () => {})
}
