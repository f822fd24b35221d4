import type { Cid } from '@aichain/base'
import { countPlaces } from '../../core/risk/appeal-size.js'
import { epochAt } from '../../core/task/lifecycle.js'
import type { ListRecord } from '../../core/task/list.js'
import { ModelNotServedError } from '../../errors/model.js'
import { parametersOf, type TaskContext } from './context.js'
import { manifestOf } from './known-model.js'
import { nextBlockTime } from './next-block-time.js'

/**
 * The list that a model's manifest pins, with the author that it names: whoever
 * opened another one for the same model serves nobody.
 *
 * Errors: `ModelNotServedError` while it has no place that counts,
 * `ModelNotFoundError`, `ManifestInvalidError`.
 */
export async function servedList(
  context: TaskContext,
  model: Cid,
  signal: AbortSignal,
): Promise<ListRecord> {
  const { chain } = context
  const { author } = await manifestOf(context, model, signal)
  const terms = author ? { model, author } : { model }
  const list = await chain.getList(terms, { signal })
  if (list && countPlaces(list.current) > 0) return list
  const willBe = list !== undefined && countPlaces(list.next) > 0
  const servedFrom = willBe ? await nextEpoch(context, signal) : undefined
  throw new ModelNotServedError({ model, servedFrom })
}

async function nextEpoch(
  context: TaskContext,
  signal: AbortSignal,
): Promise<number> {
  const [parameters, head] = await Promise.all([
    parametersOf(context, signal),
    context.chain.getHead({ signal }),
  ])
  const now = nextBlockTime(head, context.clock)
  return (epochAt(now, parameters) + 1) * parameters.epoch
}
