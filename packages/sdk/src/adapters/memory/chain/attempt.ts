import type { Hex } from '@aichain/base'
import { ContractError } from '../../../errors/contract-error.js'
import { revertData } from './revert-data.js'
import type { ChainState, Context, EventBody, Transition } from './state.js'

/**
 * Runs one entry of a batch, as the contract calls itself for it: what fails
 * leaves nothing behind but an event that says why.
 */
export function attempt<T>(
  run: Transition<T>,
  refusal: (reason: Hex) => EventBody,
  state: ChainState,
  context: Context,
): T | undefined {
  const emitted: EventBody[] = []
  const copy = structuredClone(state)
  const emit = (event: EventBody) => {
    emitted.push(event)
  }
  try {
    const result = run(copy, { ...context, emit })
    Object.assign(state, copy)
    for (const event of emitted) context.emit(event)
    return result
  } catch (error) {
    if (!(error instanceof ContractError)) throw error
    context.emit(refusal(revertData(error, context.parameters.unit)))
    return undefined
  }
}
