/**
 * The entry `@aichain/inference/onnx`, so that a node needs one import path.
 *
 * @packageDocumentation
 */

export * from '@aichain/inference/onnx'
