// Bundled and run in a browser by browser.mjs: the engine in a Web Worker.
import { generationDigest } from '../../dist/core.js'
import { onnxEngine } from '../../dist/onnx.js'

const get = async (path) => await fetch(path)

/** Called by the test from outside. */
globalThis.generate = async () => {
  const { manifest, prompts } = await (await get('/task.json')).json()
  const engine = onnxEngine({
    runtime: { wasm: '/ort/runtime.wasm', loader: '/ort/runtime.mjs' },
  })
  const session = await engine.load({
    manifest: { ...manifest, runtime: await engine.runtime() },
    read: async (path) =>
      new Uint8Array(await (await get(`/model/${path}`)).arrayBuffer()),
  })
  const digests = []
  for (const prompt of prompts) {
    for await (const part of session.generate(prompt)) {
      if (part.type !== 'generation') continue
      digests.push(generationDigest(part.generation))
    }
  }
  await session.close()
  return { digests, runtime: await engine.runtime() }
}
