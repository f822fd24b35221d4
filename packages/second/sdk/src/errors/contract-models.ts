import type { Address, Cid } from '@aichain/base'
import { defineContractError } from './contract-error.js'

/**
 * The model is already registered.
 *
 * A model is its manifest, so equal manifests are one model, and it can be used
 * as it is. To publish a variant, change its manifest, for example the name.
 */
export class ModelAlreadyRegisteredError extends /* @__PURE__ */ defineContractError<{
  readonly model: Cid
  readonly publisher: Address
}>()({
  code: 'model-already-registered',
  message: 'The model is already registered.',
  remedy: 'Use it as it is; there is nothing to register.',
}) {}

/**
 * The registry lists fewer models than that.
 *
 * Models are counted from 0 to `count` minus one. `ConsensusReader.models`
 * lists them.
 */
export class ModelIndexOutOfRangeError extends /* @__PURE__ */ defineContractError<{
  readonly index: bigint
  readonly count: bigint
}>()({
  code: 'model-index-out-of-range',
  message: 'The registry lists fewer models than that.',
  remedy: 'Ask for an index below the count.',
}) {}
