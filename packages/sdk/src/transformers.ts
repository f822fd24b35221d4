/**
 * The entry `@aichain/inference/transformers`, so that a node needs one import path.
 *
 * @packageDocumentation
 */

export * from '@aichain/inference/transformers'
