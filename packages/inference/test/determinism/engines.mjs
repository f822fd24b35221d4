/**
 * The engines by name: how each is made, under Node.js and in a browser. The
 * options are those of the row (`run.engines` in platforms.mjs); a browser adds
 * where the site serves the engine's files (browser-page.mjs).
 *
 * An entry whose file was not built stops the whole matrix.
 *
 * @type {Record<string, (options: object) => Promise<object>>}
 */
export const engines = {
  onnx: async (options) => {
    const { onnxEngine } = await import('../../dist/onnx.js')
    return onnxEngine(options)
  },
  integer: async (options) => {
    const { integerEngine } = await import('../../dist/integer.js')
    return integerEngine(options)
  },
}
