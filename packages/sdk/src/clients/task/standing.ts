import type { Cid } from '@aichain/base'
import type { Appeal, Verdict } from '../../core/task/verdict.js'
import { AnswerOverturnedError, AnswerVoidError } from '../../errors/task.js'
import type { PostedTask } from './posted-task.js'

/** How a decision stands. */
export type Standing = {
  readonly verdict: Verdict
  readonly appeal: Appeal | undefined
}

/** Why a decided answer is not to be relied on, and never will be. */
export function faultOf(
  { verdict, appeal }: Standing,
  { id: task, transactionHash }: Pick<PostedTask, 'id' | 'transactionHash'>,
  outputCid: Cid,
): AnswerOverturnedError | AnswerVoidError | undefined {
  if (!appeal) return undefined
  const of = { task, transactionHash, outputCid, appeal: appeal.task }
  if (verdict.overturned) return new AnswerOverturnedError(of)
  return verdict.isVoid ? new AnswerVoidError(of) : undefined
}
