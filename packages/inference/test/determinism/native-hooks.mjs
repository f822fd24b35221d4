/** Gives native ONNX Runtime to whoever asks for the one in WebAssembly. */
export async function resolve(specifier, context, next) {
  if (specifier !== 'onnxruntime-web/wasm')
    return await next(specifier, context)
  const { href } = new URL('native-onnx.mjs', import.meta.url)
  return { url: href, shortCircuit: true }
}
