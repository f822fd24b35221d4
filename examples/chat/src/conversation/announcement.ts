import { stageSentence } from './progress.js'
import { spendingOf } from './spending.js'
import type { Turn } from './turn.js'

/** What a screen reader says of the latest turn; it speaks when this changes. */
export function announcementOf(turn: Turn | undefined): string {
  if (turn === undefined) return ''
  const { outcome } = turn
  switch (outcome.type) {
    case 'running':
      return stageSentence(turn)
    case 'answered': {
      const { text, receipt } = outcome.answer
      const agreeing = receipt.members.filter(({ vote }) => vote === 'agreed')
      return `${agreeing.length} of ${receipt.committeeSize} agreed. Answer: ${text}`
    }
    case 'refunded':
      return 'No answer. The fee comes back to you.'
    case 'failed':
      return `${outcome.failure.happened} ${spendingOf(turn).words}`
    case 'stopped':
      return `Stopped. ${spendingOf(turn).words}`
  }
}
