import { AichainError } from '@aichain/base'
import { wordOf } from '../appeal/appeal-decision.js'
import { type Pause, transactionTimeout } from '../context/pause.js'
import type { RunnerContext } from '../context/runner-context.js'
import type { Membership } from '../state/membership.js'
import type { TendedTask } from './tended-task.js'

/** Writes the committee down, from which on it does not depend on the block's hash. */
export async function drawTask(
  { chain, emit, parameters, signal }: RunnerContext,
  tended: TendedTask,
): Promise<Pause> {
  const timeout = transactionTimeout(parameters)
  const terms = await chain.getTerms(tended.id, { signal, timeout })
  if (!terms) return 1_000
  try {
    const { transactionHash } = await chain.draw(terms, { signal, timeout })
    emit({ type: 'drawn', task: tended.id, transactionHash })
  } catch (error) {
    if (isSlow(error)) return 1_000
    if (codeOf(error) !== 'already-drawn') throw error
  }
  tended.isDrawn = true
  return 0
}

/** Ends a task in which no quorum agreed. */
export async function finalizeTask(
  { chain, emit, parameters, signal }: RunnerContext,
  tended: TendedTask,
): Promise<Pause> {
  const timeout = transactionTimeout(parameters)
  const { transactionHash } = await chain.finalize(tended.id, {
    signal,
    timeout,
  })
  emit({ type: 'finalized', task: tended.id, transactionHash })
  return 0
}

/** Slashes those who withheld their votes, for a bounty. */
export async function closeTask(
  { chain, emit, parameters, signal }: RunnerContext,
  tended: TendedTask,
  { committee }: Membership,
): Promise<Pause> {
  const timeout = transactionTimeout(parameters)
  const { transactionHash } = await chain.close(
    { task: tended.id, committee: wordOf(committee) },
    { signal, timeout },
  )
  emit({ type: 'closed', task: tended.id, transactionHash })
  return 0
}

/** Whether a transaction took longer than it is waited for: the next look shows what became of it. */
export function isSlow(error: unknown): boolean {
  return codeOf(error) === 'operation-timeout'
}

function codeOf(error: unknown): string | undefined {
  return AichainError.isInstance(error) ? error.code : undefined
}
