/**
 * The entry `@aichain/inference/integer`, so that a node needs one import path.
 *
 * @packageDocumentation
 */

export * from '@aichain/inference/integer'
