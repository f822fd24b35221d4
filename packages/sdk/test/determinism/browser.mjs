import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { prepareDefaultModel, readGolden } from './golden.mjs'

const { resolve } = createRequire(import.meta.url)

/** Runs the golden prompts in a browser, in the way that an app would. */
export async function generateInBrowser({ playwright, esbuild, executable }) {
  const server = createServer(respondWith(await siteFiles(esbuild)))
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
  const browser = await playwright.chromium.launch({
    executablePath: executable,
    args: ['--no-sandbox'],
  })
  try {
    const page = await browser.newPage()
    const foreign = []
    const origin = `http://127.0.0.1:${server.address().port}`
    page.on('request', (request) => {
      const url = request.url()
      if (!/^(blob:)?http:\/\/127\.0\.0\.1:/.test(url)) foreign.push(url)
    })
    await page.goto(`${origin}/`)
    const { digests, runtime } = await page.evaluate(() =>
      globalThis.generate(),
    )
    if (foreign.length > 0) throw new TypeError(`fetched ${foreign}`)
    return { digests, runtime, version: browser.version() }
  } finally {
    await browser.close()
    server.close()
  }
}

async function siteFiles(esbuild) {
  const model = await prepareDefaultModel()
  const { files, ...manifest } = model
  const prompts = readGolden().map(({ prompt }) => prompt)
  const ort = 'onnxruntime-web/ort-wasm-simd-threaded'
  const file = (name) => fileURLToPath(new URL(name, import.meta.url))
  return new Map([
    ['/', '<!doctype html><script type="module" src="/page.js"></script>'],
    ['/page.js', await bundle(esbuild, file('browser-page.mjs'))],
    [
      '/onnx-worker.js',
      await bundle(esbuild, file('../../dist/onnx-worker.js')),
    ],
    ['/task.json', JSON.stringify({ manifest, prompts })],
    ['/ort/runtime.wasm', await readFile(resolve(`${ort}.wasm`))],
    ['/ort/runtime.mjs', await readFile(resolve(`${ort}.mjs`))],
    ...files.map(({ path, content }) => [`/model/${path}`, content]),
  ])
}

async function bundle(esbuild, entry) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    logLevel: 'error',
  })
  return outputFiles[0].contents
}

const TYPES = {
  '/': 'text/html',
  js: 'text/javascript',
  wasm: 'application/wasm',
}

function respondWith(files) {
  return (request, response) => {
    const content = files.get(request.url)
    const type = TYPES[request.url] ?? TYPES[request.url.split('.').at(-1)]
    response.statusCode = content ? 200 : 404
    if (type) response.setHeader('content-type', type)
    response.end(content)
  }
}
