import { AichainError, type Cid } from '@aichain/base'
import type { ChainReader } from '../../../ports/chain.js'
import type { NodeUpdateBody } from '../updates/node-update.js'
import type { ServedModels } from './served-models.js'

/** Which models a node serves: these, or all that are registered. */
export type ModelChoice = readonly Cid[] | 'registered'

/**
 * Loads and tests the models that a node serves.
 *
 * Of named models each must pass. Of all registered ones, those that do not
 * pass are reported and left out, since anybody can register a model; but one
 * must pass, or a stake would be put up with nothing to earn it by.
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
  const { chain, models, choice } = parameters
  if (choice !== 'registered') {
    for (const model of choice) await models.load(model, signal)
    return
  }
  const failures: unknown[] = []
  for (const model of await registeredModels(chain, signal)) {
    await models.load(model, signal).catch((error) => {
      if (signal.aborted || !isAboutModel(error)) throw error
      failures.push(error)
      parameters.emit({ type: 'error', error })
    })
  }
  if (models.list().length === 0 && failures.length > 0) throw failures[0]
}

/** Whether a failure says something about a model, and not about this machine or its connections. */
export function isAboutModel(error: unknown): boolean {
  return AichainError.isInstance(error) && modelFailures.has(error.code)
}

const modelFailures: ReadonlySet<string> = new Set([
  'self-test-failed',
  'runtime-mismatch',
  'model-not-found',
  'model-unsupported',
  'model-too-large',
  'model-file-missing',
  'manifest-invalid',
  'content-not-found',
  'content-tampered',
])

async function registeredModels(
  chain: ChainReader,
  signal: AbortSignal,
): Promise<readonly Cid[]> {
  const count = await chain.getModelCount({ signal })
  const models: Cid[] = []
  for (let index = 0; index < count; index += 1) {
    const { model } = await chain.getModelAt(index, { signal })
    models.push(model)
  }
  return models
}
