import { type Cid, cidFromDigest } from '../../core/cid.js'
import type { ChainReader } from '../../ports/chain.js'
import type { NodeUpdateBody } from './node-update.js'
import type { ServedModels } from './served-models.js'

/** Which models a node serves: these, or all that are registered. */
export type ModelChoice = readonly Cid[] | 'registered'

/**
 * Loads and tests the models that a node serves.
 *
 * Of named models each must pass. Of all registered ones, those that do not
 * pass here are reported and not served: anybody can register a model.
 *
 * Errors: `SelfTestFailedError`, and those of chain, content store and engine.
 */
export async function loadServedModels(
  parameters: {
    readonly chain: ChainReader
    readonly models: ServedModels
    readonly choice: ModelChoice
    readonly emit: (update: NodeUpdateBody) => void
  },
  signal: AbortSignal,
): Promise<void> {
  const { chain, models, choice, emit } = parameters
  if (choice !== 'registered') {
    for (const model of choice) await models.load(model, signal)
    return
  }
  for (const model of await registeredModels(chain, signal)) {
    await models.load(model, signal).catch((error) => {
      signal.throwIfAborted()
      emit({ type: 'error', error })
    })
  }
}

async function registeredModels(
  chain: ChainReader,
  signal: AbortSignal,
): Promise<readonly Cid[]> {
  const count = await chain.getModelCount({ signal })
  const models: Cid[] = []
  for (let index = 0; index < count; index += 1) {
    const { model } = await chain.getModelAt(index, { signal })
    models.push(cidFromDigest(model))
  }
  return models
}
