import { InvalidArgumentError } from '@aichain/base'
import { feeOf } from '../../core/money/price.js'
import { InsufficientFundsError } from '../../errors/chain.js'
import { type CheckedRequest, refuseLongPrompt } from './check-request.js'
import { parametersOf, requireWriter, type TaskContext } from './context.js'
import { readContextUse, refuseFullContext } from './context-use.js'
import { manifestOf } from './known-model.js'
import { type OrderTerms, orderTerms } from './order-terms.js'
import { servedList } from './served-list.js'

/**
 * Finds out whether a request can succeed before anything is stored or spent;
 * throws by name what stands in its way. Gives the terms to order at.
 *
 * The chain simulates the transaction once more before it is sent: what changes
 * in between is found there, also at no cost.
 */
export async function checkFeasible(
  context: TaskContext,
  request: CheckedRequest,
  signal: AbortSignal,
): Promise<OrderTerms> {
  // What both need is read once.
  await manifestOf(context, request.model, signal)
  const [terms] = await Promise.all([
    termsFor(context, request, signal),
    checkPromptFits(context, request, signal),
  ])
  await checkBalance(context, feeOf(terms), signal)
  return terms
}

/** What the request costs, for the places that there are now. */
async function termsFor(
  context: TaskContext,
  { model, terms }: CheckedRequest,
  signal: AbortSignal,
): Promise<OrderTerms> {
  const [parameters, list] = await Promise.all([
    parametersOf(context, signal),
    servedList(context, model, signal),
  ])
  return orderTerms(list, parameters, terms)
}

/** A prompt that cannot be stored would be paid for in vain. */
export function requireStore({ content }: Pick<TaskContext, 'content'>): void {
  if (content.put) return
  throw new InvalidArgumentError({
    argument: 'content',
    expected: 'a content store that can `put`, to store the prompt',
    actual: 'one that can only read',
  })
}

async function checkPromptFits(
  context: TaskContext,
  { model, prompt, bytes }: CheckedRequest,
  signal: AbortSignal,
): Promise<void> {
  const { decoding } = await manifestOf(context, model, signal)
  refuseLongPrompt(bytes, decoding.maxPromptBytes)
  refuseFullContext(await readContextUse(context, model, prompt, signal))
}

async function checkBalance(
  context: TaskContext,
  fee: bigint,
  signal: AbortSignal,
): Promise<void> {
  const { asset } = await parametersOf(context, signal)
  // Of a token, only its contract knows the balance and the allowance.
  if (BigInt(asset) !== 0n) return
  const { account } = requireWriter(context)
  const balance = await context.chain.getBalance(account, { signal })
  if (balance < fee) throw new InsufficientFundsError({ account, value: fee })
}
