import { fileURLToPath } from 'node:url'
import { errorClassesOf } from '@aichain/base'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import * as errors from '../src/errors.js'

const source = fileURLToPath(new URL('../src/', import.meta.url))
/** Maps the packages of this repository to their sources. */
const tsconfig = fileURLToPath(
  new URL('../../../tsconfig.base.json', import.meta.url),
)

/** The codes of the errors whose classes are in a bundle. */
async function codesIn(contents: string): Promise<readonly string[]> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: source, loader: 'ts' },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    tsconfig,
  })
  const text = outputFiles[0]?.text ?? ''
  return errorClassesOf(errors)
    .map(({ code }) => code)
    .filter((code) => text.includes(`code: "${code}"`))
    .sort()
}

test('an app bundles the errors that it uses and no others', async () => {
  const own = `export { ShareTooLowError, WalletMissingError } from './errors.js'`
  expect(await codesIn(own)).toEqual(['share-too-low', 'wallet-missing'])
  const base = `export { AichainError } from './errors.js'`
  expect(await codesIn(base)).toEqual([])
})

test('what parses errors bundles them all', async () => {
  const all = await codesIn(`export { parseError } from './errors.js'`)
  expect(all).toHaveLength(errorClassesOf(errors).length)
})
