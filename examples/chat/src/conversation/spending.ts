import { ether } from '../format/ether.js'
import type { Turn } from './turn.js'

/** What a turn without an answer has cost. */
export type Spending = {
  /** In words for the person who paid. */
  readonly words: string
  /** Whether the chain has the task, or may yet: then it can be followed. */
  readonly mayExist: boolean
}

/**
 * What is known about the money of a turn that failed or was stopped. Says
 * "nothing" only where that is certain.
 */
export function spendingOf(turn: Turn): Spending {
  const { prompt, transaction, blockNumber, outcome } = turn
  const code = outcome.type === 'failed' ? outcome.failure.code : undefined
  const isStopped = outcome.type === 'stopped'
  if (code === 'task-not-found') {
    const words = 'The chain has no such task, so no fee was taken for it.'
    return { words, mayExist: false }
  }
  if (code === 'task-dropped') {
    return { words: 'The fee was not taken.', mayExist: false }
  }
  if (code === 'task-not-posted') {
    return { words: 'The fee was not taken, only gas.', mayExist: false }
  }
  if (blockNumber !== undefined) return { words: held(turn), mayExist: true }
  if (transaction !== undefined) {
    const words =
      'The transaction was sent. Once it is in a block, you can follow it.'
    return { words, mayExist: true }
  }
  // A wallet that was asked may still be asking, or may have sent it.
  const mayBeSent = isStopped || code === 'task-unconfirmed'
  if (mayBeSent && prompt !== undefined) {
    const words =
      'If your wallet still asks you to sign, decline there. If it has sent the task, you can follow it.'
    return { words, mayExist: true }
  }
  return { words: 'Nothing was spent.', mayExist: false }
}

function held({ fee }: Turn): string {
  const amount = fee === undefined ? 'The fee' : `The fee of ${ether(fee)}`
  return `${amount} is in the contract until the task is decided. Without an answer it comes back, less a small part where nodes worked.`
}
