import { cidFromDigest, retryDelay } from '@aichain/base'
import type { RunnerContext } from '../context/runner-context.js'
import { amendRecord } from '../record/amend-record.js'
import { isNews, type TendedTask } from '../task/tended-task.js'
import { keepPrompt } from './keep-prompt.js'

/**
 * Stores and pins the output, and its prompt beside it, for as long as it takes.
 *
 * Only ever called once the contract has accepted the reveal, in a block or in
 * a simulation: before that, storing would announce the answer to members that
 * could still commit to it. And only beside the reveal, never before it: a
 * store that does not work must not cost the stake.
 */
export async function publishOutput(
  context: RunnerContext,
  tended: TendedTask,
): Promise<void> {
  const { record, isPublishing } = tended
  if (record?.document === undefined || record.published) return
  if (isPublishing) return
  tended.isPublishing = true
  const bytes = new TextEncoder().encode(record.document)
  const { content, clock, emit, health, signal } = context
  for (let attempt = 1; !signal.aborted; attempt += 1) {
    try {
      await content.put(bytes, { signal, timeout: 30_000 })
      const output = cidFromDigest(record.output)
      const told = { type: 'published', task: tended.id, output } as const
      if (isNews(tended, told.type)) emit(told)
      await keepPrompt(context, record.prompt)
      health.worked('content')
      return await amendRecord(context, tended, { published: 'yes' })
    } catch (error) {
      if (signal.aborted) return
      health.failed(error, { part: 'content' })
    }
    const delay = retryDelay(attempt, { maximumDelay: 10_000 })
    await clock.sleep(delay, signal).catch(() => {})
  }
}
