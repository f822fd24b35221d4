import type { ResolveHook } from 'node:module'

/** Gives native ONNX Runtime to whoever asks for the one in WebAssembly. */
export const resolve: ResolveHook = async (specifier, context, next) => {
  if (specifier !== 'onnxruntime-web/wasm')
    return await next(specifier, context)
  // Beside this, as plain JavaScript: see row-programs.ts.
  const { href } = new URL('native-onnx.mjs', import.meta.url)
  return { url: href, shortCircuit: true }
}
