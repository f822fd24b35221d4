import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { plainJavaScript } from '../../../scripts/plain-javascript.js'

/** What runs in processes of other Nodes, or is preloaded there. */
const NAMES = [
  'row',
  'no-network',
  'reach-for-network',
  'native-runtime',
  'native-hooks',
  'native-onnx',
  'character-classes',
] as const

export type RowProgram = (typeof NAMES)[number]

/** Where each program is, as plain JavaScript. */
export type RowPrograms = (name: RowProgram) => URL

/** Writes the programs of the rows to a folder, for any Node to run. */
export async function rowPrograms(folder: string): Promise<RowPrograms> {
  const source = (name: RowProgram) =>
    fileURLToPath(new URL(`${name}.ts`, import.meta.url))
  await plainJavaScript(
    Object.fromEntries(NAMES.map((name) => [name, source(name)])),
    folder,
  )
  return (name) => pathToFileURL(join(folder, `${name}.mjs`))
}
