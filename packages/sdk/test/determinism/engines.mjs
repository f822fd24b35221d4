/**
 * The engines by name: how each is made. Both under Node.js and in a browser,
 * where `site` says which address serves ONNX Runtime's files.
 *
 * @type {Record<string, (options: object) => Promise<object>>}
 */
export const engines = {
  onnx: async (options) => {
    const { onnxEngine } = await import('../../dist/onnx.js')
    return onnxEngine(options)
  },
}
