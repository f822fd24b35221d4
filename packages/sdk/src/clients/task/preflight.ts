import { InvalidArgumentError } from '@aichain/base'
import { InsufficientFundsError } from '../../errors/chain.js'
import { FeeTooHighError, FeeTooLowError } from '../../errors/contract-tasks.js'
import { type CheckedRequest, refuseLongPrompt } from './check-request.js'
import { parametersOf, requireWriter, type TaskContext } from './context.js'
import { readContextUse, refuseFullContext } from './context-use.js'
import { countEligibleSeats } from './eligible-seats.js'
import { manifestOf } from './known-model.js'
import { nextBlockTime } from './next-block-time.js'
import { feeLimits, refuseSmallNetwork } from './quote.js'

/**
 * Finds out whether a request can succeed before anything is stored or spent;
 * throws by name what stands in its way. Gives the fee to pay.
 *
 * The chain simulates the transaction once more before it is sent: what changes
 * in between is found there, also at no cost.
 */
export async function checkFeasible(
  context: TaskContext,
  request: CheckedRequest,
  signal: AbortSignal,
): Promise<bigint> {
  const [fee] = await Promise.all([
    checkFee(context, request, signal),
    checkPromptFits(context, request, signal),
    checkSeats(context, request, signal),
  ])
  return fee
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

async function checkFee(
  context: TaskContext,
  { fee: given, committeeSize }: CheckedRequest,
  signal: AbortSignal,
): Promise<bigint> {
  const { chain } = context
  const parameters = await parametersOf(context, signal)
  const { minimum, maximum } = feeLimits(parameters, committeeSize)
  const fee = given ?? minimum
  if (fee < minimum) throw new FeeTooLowError({ fee, minimum })
  if (fee > maximum) throw new FeeTooHighError({ fee, maximum })
  // Of a token, only its contract knows the balance and the allowance.
  if (BigInt(parameters.asset) !== 0n) return fee
  const { account } = requireWriter(context)
  const balance = await chain.getBalance(account, { signal })
  if (balance >= fee) return fee
  throw new InsufficientFundsError({ account, value: fee })
}

/** Reads no more seats than it takes to know that there are enough. */
async function checkSeats(
  { chain, clock }: TaskContext,
  { committeeSize: enough }: CheckedRequest,
  signal: AbortSignal,
): Promise<void> {
  const addedAt = nextBlockTime(await chain.getHead({ signal }), clock)
  const count = await countEligibleSeats(chain, { addedAt, enough }, signal)
  refuseSmallNetwork(count, enough)
}
