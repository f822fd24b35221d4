import { ether } from '../format/ether.js'
import { stageSentence } from './progress.js'
import { spendingOf } from './spending.js'
import { isRefuted, standingSentence } from './standing.js'
import type { Turn } from './turn.js'

/** What a screen reader says of the latest turn; it speaks when this changes. */
export function announcementOf(turn: Turn | undefined): string {
  if (turn === undefined) return ''
  const { outcome } = turn
  switch (outcome.type) {
    case 'running':
      return stageSentence(turn)
    case 'answered': {
      const { standing, answer } = outcome
      const { text, receipt } = answer
      if (isRefuted(standing)) return standingSentence(standing, receipt)
      const agreeing = receipt.members.filter(({ vote }) => vote === 'agreed')
      return `${agreeing.length} of ${receipt.members.length} agreed. Answer: ${text}`
    }
    case 'refunded':
      return outcome.kept === 0n
        ? 'No answer. The fee comes back to you.'
        : `No answer. ${ether(outcome.amount)} of the fee come back to you.`
    case 'failed':
      return `${outcome.failure.happened} ${spendingOf(turn).words}`
    case 'stopped':
      return `Stopped. ${spendingOf(turn).words}`
  }
}
