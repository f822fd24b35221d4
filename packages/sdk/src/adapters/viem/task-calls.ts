import { feeOf } from '../../core/money/price.js'
import type { LateVote } from '../../core/settlement/late-vote.js'
import type { Settlement } from '../../core/settlement/settlement.js'
import type { Order, TaskId, Terms } from '../../core/task/task.js'
import type { Convening } from '../../core/vote/acknowledgement.js'
import type { Contradiction } from '../../core/vote/contradiction.js'
import { outputWord } from '../../core/vote/unavailable.js'
import { NotDrawnError } from '../../errors/contract-tasks.js'
import type { ChainWriter, DecidedTask } from '../../ports/chain.js'
import type { OpenConnection } from './connection.js'
import type { First } from './contract-calls.js'
import { consensusCall } from './encode-call.js'
import {
  commitmentWords,
  orderArguments,
  termsWords,
} from './order-arguments.js'
import { readTerms } from './read-tasks.js'

/** A quorum decides and pays at once; of several reveals sent together none is estimated as the one that does. */
const REVEAL_HEADROOM = 500_000n

/** Calls about tasks and their votes, in both lanes. */
export function taskCalls(connection: OpenConnection) {
  const { consensus } = connection.deployment
  const { unit } = connection.parameters
  const settled = ({ terms, ...rest }: Settlement) => ({
    ...rest,
    terms: termsWords(terms, unit),
  })
  return {
    addTask: (order: Order) =>
      consensusCall(consensus, 'addTask', [orderArguments(order, unit)], {
        value: feeOf(order),
      }),
    addTasks: (orders: readonly Order[]) => {
      const args = [orders.map((order) => orderArguments(order, unit))] as const
      const value = orders.reduce((sum, order) => sum + feeOf(order), 0n)
      return consensusCall(consensus, 'addTasks', args, { value })
    },
    cancel: (terms: Terms) =>
      consensusCall(consensus, 'cancel', [termsWords(terms, unit)]),
    draw: (terms: Terms) =>
      consensusCall(consensus, 'draw', [termsWords(terms, unit)]),
    settle: (settlement: Settlement) =>
      consensusCall(consensus, 'settle', [settled(settlement)]),
    settleMany: (settlements: readonly Settlement[]) =>
      consensusCall(consensus, 'settleMany', [settlements.map(settled)]),
    convene: ({ terms, commitments, acknowledgements }: Convening) =>
      consensusCall(consensus, 'convene', [
        termsWords(terms, unit),
        commitmentWords(commitments),
        acknowledgements,
      ]),
    addVote: (vote: LateVote) =>
      consensusCall(consensus, 'addVote', [
        { ...vote, commitments: commitmentWords(vote.commitments) },
      ]),
    punish: (contradiction: Contradiction) =>
      consensusCall(consensus, 'punish', [contradiction]),
    close: ({ task, committee }: DecidedTask) =>
      consensusCall(consensus, 'close', [task, committee]),
    commit: (vote: First<'commit'>) => commitCall(connection, vote),
    reveal: ({ task, member, output, salt }: First<'reveal'>) =>
      consensusCall(
        consensus,
        'reveal',
        [task, member, outputWord(output), salt],
        { headroom: REVEAL_HEADROOM },
      ),
    finalize: (task: TaskId) => consensusCall(consensus, 'finalize', [task]),
  } satisfies Partial<Record<keyof ChainWriter, unknown>>
}

/** The first commit of a task writes its committee down; who is first by then does not matter. */
function commitCall(
  connection: OpenConnection,
  { task, member, commitment }: First<'commit'>,
) {
  const { consensus } = connection.deployment
  const vote = [member, commitment] as const
  return consensusCall(consensus, 'commit', [task, ...vote], {
    instead: async (error) => {
      if (!(error instanceof NotDrawnError)) return undefined
      const terms = await readTerms(connection, task)
      if (terms === undefined) return undefined
      const words = termsWords(terms, connection.parameters.unit)
      return consensusCall(consensus, 'drawAndCommit', [words, ...vote])
    },
  })
}
