import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'tsup'

const source = fileURLToPath(new URL('../src/', import.meta.url))

/**
 * Bundles an entry of `src` for a child process, which runs plain JavaScript.
 * Returns the folder, the module's path and a way to remove both.
 */
export async function bundleEntry(entry: string): Promise<{
  readonly folder: string
  readonly module: string
  readonly remove: () => Promise<void>
}> {
  const folder = await mkdtemp(join(tmpdir(), 'aichain-bundle-'))
  await build({
    entry: { [entry]: join(source, `${entry}.ts`) },
    outDir: folder,
    format: 'esm',
    target: 'node20',
    outExtension: () => ({ js: '.mjs' }),
    noExternal: [/./],
    config: false,
    silent: true,
    dts: false,
  })
  return {
    folder,
    module: join(folder, `${entry}.mjs`),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
