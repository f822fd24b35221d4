import { existsSync } from 'node:fs'

const folder = new URL('../../dist/', import.meta.url)

/** URL of a file of the build. Workers need it: Node.js 20 runs no TypeScript. */
export function builtFile(name: string): URL {
  const url = new URL(name, folder)
  if (existsSync(url)) return url
  throw new TypeError(
    `${url.pathname} is missing: run \`npm run build -w @aichain/inference\` first.`,
  )
}

/** The ONNX entry as users get it. */
export async function builtOnnx(): Promise<typeof import('../../src/onnx.js')> {
  builtFile('onnx-worker.js')
  return await import(/* @vite-ignore */ builtFile('onnx.js').href)
}

/** The Node entry as users get it. */
export async function builtNode(): Promise<typeof import('../../src/node.js')> {
  builtFile('engine-process.js')
  return await import(/* @vite-ignore */ builtFile('node.js').href)
}
