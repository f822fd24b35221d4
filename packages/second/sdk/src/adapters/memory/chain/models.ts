import type { Digest } from '@aichain/base'
import { cidFromDigest } from '@aichain/base'
import { ModelAlreadyRegisteredError } from '../../../errors/contract-models.js'
import type { Transition } from './state.js'

/** Mirrors `IModelRegistry.register`. */
export function registerModel(model: Digest): Transition {
  return (state, context) => {
    const { sender: publisher, timestamp: registeredAt } = context
    const known = state.models.get(model)
    const cid = cidFromDigest(model)
    if (known) {
      const { publisher } = known
      throw new ModelAlreadyRegisteredError({ model: cid, publisher })
    }
    const index = state.models.size
    state.models.set(model, { publisher, registeredAt, index })
    context.emit({ type: 'model-registered', model: cid, publisher, index })
  }
}
