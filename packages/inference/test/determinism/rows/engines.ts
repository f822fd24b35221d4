import type { InferenceEngine } from '@aichain/inference'

/** An engine of the matrix. */
export type EngineName = 'onnx' | 'integer'

/** Options of each engine, as its own function takes them. */
export type EngineOptions = Readonly<Partial<Record<EngineName, object>>>

/**
 * How each engine is made, under Node.js and in a browser. The options are those
 * of the row (`run.engines` in platforms.ts); a browser adds where the site
 * serves the engine's files (browser-page.ts).
 *
 * An entry whose file was not built stops the whole matrix.
 */
export const engines: Readonly<
  Record<EngineName, (options: object) => Promise<InferenceEngine>>
> = {
  onnx: async (options) => {
    const { onnxEngine } = await import('@aichain/inference/onnx')
    return onnxEngine(options)
  },
  integer: async (options) => {
    const { integerEngine } = await import('@aichain/inference/integer')
    return integerEngine(options)
  },
}
