// Bundled and run in a browser by browser.ts: the engine in a Web Worker. What
// it finds goes back to the server, line by line.
import { type Run, runTask } from './run-task.js'

const fetchBytes = async (path: string) => {
  const response = await fetch(path)
  if (!response.ok) throw new TypeError(`${path}: ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

const post = (path: string, value: object) =>
  fetch(path, { method: 'POST', body: JSON.stringify(value) })

/** Must be refused by the browser: that shows that the guard is up. */
async function reachOut(): Promise<void> {
  try {
    await fetch('https://cdn.example/reached')
  } catch {
    return
  }
  throw new TypeError('the page could reach another site')
}

try {
  await post('/line', { platform: navigator.userAgent })
  const run: Run = JSON.parse(
    new TextDecoder().decode(await fetchBytes('/run.json')),
  )
  const onnx = {
    runtime: { wasm: '/ort/runtime.wasm', loader: '/ort/runtime.mjs' },
  }
  const engines = { ...run.engines, onnx: { ...run.engines?.onnx, ...onnx } }
  const read = (path: string) => fetchBytes(`/task/${path}`)
  for await (const result of runTask({ ...run, engines, read })) {
    await post('/line', result)
  }
  await reachOut()
  await post('/end', {})
} catch (error) {
  await post('/end', {
    error: error instanceof Error ? error.stack : String(error),
  })
}
