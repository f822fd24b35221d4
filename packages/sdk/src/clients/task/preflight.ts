import { type Cid, digestFromCid } from '@aichain/base'
import {
  ManifestInvalidError,
  type ModelManifest,
  parseManifest,
} from '@aichain/inference'
import { InsufficientFundsError } from '../../errors/chain.js'
import { FeeTooHighError, FeeTooLowError } from '../../errors/contract-tasks.js'
import { ModelNotFoundError } from '../../errors/model.js'
import { parametersOf, type TaskContext } from './context.js'
import { feeLimits, refuseSmallNetwork } from './quote.js'
import { type CheckedRequest, refuseLongPrompt } from './request.js'

/**
 * Finds out whether a request can succeed before anything is stored or spent;
 * throws by name what stands in its way.
 *
 * The chain simulates the transaction once more before it is sent: what changes
 * in between, and the exact number of active seats, are found there, also at no
 * cost.
 */
export async function checkFeasible(
  context: TaskContext,
  request: CheckedRequest,
  signal: AbortSignal,
): Promise<void> {
  await Promise.all([
    checkModel(context, request, signal),
    checkFee(context, request, signal),
    checkSeats(context, request, signal),
  ])
}

async function checkModel(
  context: TaskContext,
  { model, prompt }: CheckedRequest,
  signal: AbortSignal,
): Promise<void> {
  const { maxPromptBytes } = (await manifestOf(context, model, signal)).decoding
  refuseLongPrompt(prompt, maxPromptBytes)
}

async function manifestOf(
  { chain, content, known }: TaskContext,
  model: Cid,
  signal: AbortSignal,
): Promise<ModelManifest> {
  const remembered = known.manifests.get(model)
  if (remembered) return remembered
  const record = await chain.getModel(digestFromCid(model), { signal })
  if (!record) throw new ModelNotFoundError({ model })
  const manifest = parseManifest(await content.get(model, { signal }))
  if (!manifest.ok) {
    throw new ManifestInvalidError({ reason: manifest.reason, model })
  }
  known.manifests.set(model, manifest.value)
  return manifest.value
}

async function checkFee(
  context: TaskContext,
  { fee, committeeSize }: CheckedRequest,
  signal: AbortSignal,
): Promise<void> {
  const { chain } = context
  const parameters = await parametersOf(context, signal)
  const { minimum, maximum } = feeLimits(parameters, committeeSize)
  if (fee < minimum) throw new FeeTooLowError({ fee, minimum })
  if (fee > maximum) throw new FeeTooHighError({ fee, maximum })
  // Of a token, only its contract knows the balance and the allowance.
  if (BigInt(parameters.asset) !== 0n) return
  const balance = await chain.getBalance(chain.account, { signal })
  if (balance >= fee) return
  throw new InsufficientFundsError({ account: chain.account, value: fee })
}

/** Slots are an upper bound of active seats, and one read tells them. */
async function checkSeats(
  { chain }: TaskContext,
  { committeeSize }: CheckedRequest,
  signal: AbortSignal,
): Promise<void> {
  refuseSmallNetwork(await chain.getSeatCount({ signal }), committeeSize)
}
