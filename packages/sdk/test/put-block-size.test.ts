import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

const source = fileURLToPath(new URL('../src/', import.meta.url))
/** Maps the packages of this repository to their sources. */
const tsconfig = fileURLToPath(
  new URL('../../../tsconfig.base.json', import.meta.url),
)

/** Bytes of a page's script that imports this, minified and compressed. */
async function sizeOf(contents: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: source, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    tsconfig,
    external: ['node:*'],
  })
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length
}

const page = `
  export { TaskClient } from './index.js'
  export { gatewayReader } from './gateway.js'
`

test('what a page stores with adds at most 2.5 kB to what it asks with', async () => {
  const without = await sizeOf(page)
  const added =
    (await sizeOf(`${page}; export { blockPutter } from './put-block.js'`)) -
    without
  // Both ways: an adapter that were not in the bundle would be small too.
  expect(added).toBeGreaterThan(300)
  expect(added).toBeLessThanOrEqual(2500)
})

test('it brings nothing of kubo-rpc-client, and is small alone', async () => {
  const alone = await sizeOf(`export { blockPutter } from './put-block.js'`)
  // CIDs, hashing and the errors, which a page that asks has already.
  expect(alone).toBeLessThan(16_000)
})
