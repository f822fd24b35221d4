import type { Address, Digest } from '@aichain/base'
import { type Caused, ContractError } from './contract-error.js'

/**
 * The model is registered already.
 *
 * A model is its manifest, so equal manifests are one model, and it can be used
 * as it is. To publish a variant, change its manifest, for example the name.
 */
export class ModelAlreadyRegisteredError extends ContractError {
  readonly code = 'model-already-registered'
  readonly model: Digest
  readonly publisher: Address

  constructor(
    parameters: {
      readonly model: Digest
      readonly publisher: Address
    } & Caused,
  ) {
    const { model, publisher, cause } = parameters
    super({
      shortMessage: 'The model is registered already.',
      remedy: 'Use it as it is; nothing has to be registered.',
      facts: [`model: ${model}`, `publisher: ${publisher}`],
      cause,
    })
    this.model = model
    this.publisher = publisher
  }
}

/**
 * The registry lists fewer models than that.
 *
 * Models are counted from 0 to `count` minus one. `ConsensusReader.models`
 * lists them.
 */
export class ModelIndexOutOfRangeError extends ContractError {
  readonly code = 'model-index-out-of-range'
  readonly index: bigint
  readonly count: bigint

  constructor(
    parameters: { readonly index: bigint; readonly count: bigint } & Caused,
  ) {
    const { index, count, cause } = parameters
    super({
      shortMessage: 'The registry lists fewer models than that.',
      remedy: 'Ask for an index below the count.',
      facts: [`index: ${index}`, `count: ${count}`],
      cause,
    })
    this.index = index
    this.count = count
  }
}
