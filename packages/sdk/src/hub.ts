/**
 * The entry `@aichain/inference/hub`, so that a node needs one import path.
 *
 * @packageDocumentation
 */

export * from '@aichain/inference/hub'
